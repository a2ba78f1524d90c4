import { MIN_INTERVAL_SECONDS } from '../../config/find-rule-problems.js';
import {
  METRIC_GROUPS,
  type MetricGroup,
  OUTPUT_NAMES,
  type OutputName,
  PRINTER_NAMES,
  type PrinterName,
} from '../../model/vocabulary.js';
import { didYouMean } from '../../support/nearest-word.js';
import { parseInterval, parseSeconds, UsageError } from '../usage.js';

/** The options of `qgauge stream`, as commander hands them over. */
export interface StreamOptions extends MetricOptions {
  readonly config?: string;
  /** Seconds. */
  readonly frequency?: number;
  /** How many sweeps; -1 is without an end. */
  readonly runs: number;
  readonly socket: readonly string[];
  /** The balloon's, in seconds. */
  readonly interval?: number | 'off';
  readonly hold?: boolean;
  readonly numa?: boolean;
  readonly agent?: boolean;
  readonly procfs?: string;
  readonly printer?: PrinterName;
  readonly batch?: boolean;
  readonly verbose?: boolean;
  readonly netdev?: readonly string[];
  readonly storedev?: readonly string[];
  readonly output?: OutputName;
  readonly target?: string;
  readonly spool?: string;
  readonly quiet?: boolean;
  readonly stats?: boolean;
}

/** `--cpu` and so on. */
type MetricOptions = { readonly [Group in MetricGroup]?: boolean };

/** The groups of metrics that the command line names; `undefined` when it names none. */
export function chosenGroups(options: StreamOptions): readonly MetricGroup[] | undefined {
  const groups = METRIC_GROUPS.filter((group) => options[group]);
  return groups.length > 0 ? groups : undefined;
}

export function parseFrequency(text: string): number {
  const seconds = parseSeconds(text);
  if (seconds >= MIN_INTERVAL_SECONDS) return seconds;
  throw new UsageError(
    `-f ${text}: every guest pays for each sweep; write ${MIN_INTERVAL_SECONDS} seconds or more`,
  );
}

export function parseRuns(text: string): number {
  const runs = Number(text);
  if (/^-?\d+$/.test(text) && (runs === -1 || runs > 0)) return runs;
  throw new UsageError(`'${text}' is no number of runs: write 1 or more, or -1 for no end`);
}

export function parsePolling(text: string): number | 'off' {
  return text === 'off' ? text : parseInterval(text);
}

/** Names with commas between them, as kvmtop takes them. */
export function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new UsageError(
    `'${text}' is no list of devices: write their names with commas between, such as sda,sdb`,
  );
}

export function parsePrinter(text: string): PrinterName {
  if (text !== 'ncurses') return parseWord('printer', PRINTER_NAMES, text);
  throw new UsageError(
    "'ncurses' is kvmtop's screen, which qgauge stream has not: take -p text, or run watch qgauge ls",
  );
}

export function parseOutput(text: string): OutputName {
  return parseWord('output', OUTPUT_NAMES, text);
}

function parseWord<Word extends string>(what: string, words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `there is no ${what} '${text}': take one of ${words.join(', ')}${didYouMean(text, words)}`,
  );
}
