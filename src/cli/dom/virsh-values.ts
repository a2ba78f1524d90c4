import { formatCpuList, parseCpuList } from '../../support/cpu-list.js';
import { UsageError } from '../usage.js';
import { scaledNumber } from './scaled-number.js';

const KIB = 1024;

const scaled = scaledNumber('size', KIB);

/** A size as virsh takes it: a number is KiB; `512M` and `1.5GiB` are powers of 1024. @returns bytes */
export function parseKibibytes(text: string): number {
  if (/^[\d.]+\s*[kmgtpe]b$/i.test(text))
    throw new UsageError(
      `'${text}' is not a valid size here, since virsh takes it for powers of 1000: write MiB or M`,
    );
  return scaled(text);
}

/** What stands for no limit in the value of an option. */
export type NoLimit = 'none';

/** The same for a limit in bytes: -1 is none. */
export function parseMemoryLimit(text: string): number | NoLimit {
  return text === '-1' ? 'none' : parseKibibytes(text);
}

/** A limit as the library takes it, null for none. */
export function limitOf<Limit>(value: Limit | NoLimit | undefined): Limit | null | undefined {
  return value === 'none' ? null : value;
}

/** A list such as `0-3,7`, or `0-7,^2` for all of these but the third. */
export function parseNumbers(text: string): readonly number[] {
  const words = text.split(',');
  const listOf = (isExcluded: boolean) =>
    words.filter((word) => word.startsWith('^') === isExcluded).map((word) => word.replace('^', ''));
  const [given, excluded] = [parseCpuList(listOf(false).join(',')), parseCpuList(listOf(true).join(','))];
  const numbers = excluded && given?.filter((number) => !excluded.includes(number));
  if (numbers !== undefined && numbers.length > 0) return numbers;
  throw new UsageError(`'${text}' is not a valid list: expected numbers such as 0-3,7 or 0-7,^2`);
}

/** One number of {@link parseNumbers}. */
export function parseNumber(what: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`'${text}' is not a valid ${what}: expected a whole number, such as 0`);
}

/** An option with a whole number of 0 or more. */
export function wholeNumber(what: string): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
    throw new UsageError(`'${text}' is not a valid ${what}: expected a whole number of 0 or more`);
  };
}

/** An option with a list of {@link parseNumbers}. */
export function numberList(text: string): string {
  return formatCpuList(parseNumbers(text));
}

/** Parses `/dev/sda,1000,/dev/sdb,0`: pairs of a disk and a number. */
export function parsePairs(text: string): readonly (readonly [disk: string, value: number])[] {
  const words = text.split(',');
  const pairs = Array.from({ length: words.length / 2 }, (_, at) => {
    const [disk = '', value = ''] = words.slice(2 * at);
    return [disk, /^\d+$/.test(value) ? Number(value) : Number.NaN] as const;
  });
  const isValid =
    words.length % 2 === 0 && pairs.every(([disk, value]) => disk && Number.isSafeInteger(value));
  if (isValid) return pairs;
  throw new UsageError(
    `'${text}' is not valid: expected disks and numbers, such as /dev/sda,1000,/dev/sdb,0`,
  );
}

/** The limit of a card in one direction, in bytes. */
export interface CardLimit {
  readonly averageBytesPerSecond: number;
  readonly peakBytesPerSecond: number | undefined;
  readonly burstBytes: number | undefined;
}

/** Parses `average[,peak[,burst]]`, KiB/s and KiB, as virsh has it: an average of 0 is no limit. */
export function parseCardLimit(text: string): CardLimit | NoLimit {
  const [, average, peak, burst] = /^(\d{1,12})(?:,(\d{0,12}))?(?:,(\d{0,12}))?$/.exec(text) ?? [];
  if (average === undefined)
    throw new UsageError(
      `'${text}' is not a valid limit: expected average,peak,burst in KiB/s and KiB, such as 1000,2000,512`,
    );
  if (Number(average) === 0) return 'none';
  const bytes = (kib: string | undefined) => (kib && Number(kib) > 0 ? Number(kib) * KIB : undefined);
  return {
    averageBytesPerSecond: Number(average) * KIB,
    peakBytesPerSecond: bytes(peak),
    burstBytes: bytes(burst),
  };
}
