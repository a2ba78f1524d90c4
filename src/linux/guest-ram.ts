import { readFile } from 'node:fs/promises';
import type { RamSample } from '../model/ram-sample.js';
import { QgaugeError } from '../support/errors.js';
import { isAbsence } from './files/read-file.js';
import { type Mapping, parseSmaps } from './smaps.js';

/** The mappings of a process do not show which of them are the guest's RAM. */
export class RamMappingError extends QgaugeError {
  constructor(bytes: number, found: number, wanted: number) {
    super(
      'ERR_RAM_MAPPING',
      `smaps has ${found} writable mappings of ${bytes} bytes for ${wanted} memory backends of that size: ` +
        'which of them are the RAM of the guest is unknown',
    );
  }
}

/** The RAM of a guest, with the places of its mappings, for {@link readRamNodes}. */
export interface GuestRam {
  readonly ram: RamSample;
  /** The begin of each mapping, in hexadecimal. */
  readonly starts: ReadonlySet<string>;
}

/**
 * Reads the guest's RAM from /proc/PID/smaps; resolves to `undefined` when that is absent or not readable by this user.
 *
 * Expensive: 20 ms for a GiB in pages of 4 KiB, during which the process waits when it changes its mappings. The kernel works in
 * Node's thread pool, so that our event loop does not wait as well. One walk yields RAM and overhead: smaps_rollup would be a
 * second one.
 *
 * @param backendBytes the sizes of the machine's memory backends: query-memdev
 * @throws {RamMappingError}
 */
export async function readGuestRam(
  procRoot: string,
  pid: number,
  backendBytes: readonly number[],
): Promise<GuestRam | undefined> {
  if (backendBytes.length === 0) return undefined;
  const beganMs = performance.now();
  const text = await readUnlessAbsent(`${procRoot}/${pid}/smaps`);
  if (text === undefined || text === '') return undefined;
  const all = parseSmaps(text);
  const mappings = ramAmong(all, backendBytes);
  return {
    ram: sampleOf(all, mappings, (performance.now() - beganMs) / 1000),
    starts: new Set(mappings.map(({ start }) => start)),
  };
}

/**
 * Finds the mappings of memory backends: those of the same size that may be read and written, and not executed. The largest
 * mapping is not the RAM: TCG's translated code may take more.
 *
 * @throws {RamMappingError} when there are more or fewer of a size than backends
 */
export function ramAmong(mappings: readonly Mapping[], backendBytes: readonly number[]): readonly Mapping[] {
  const writable = mappings.filter(({ permissions }) => /^rw-[ps]$/.test(permissions));
  return [...new Set(backendBytes)].flatMap((bytes) => {
    const found = writable.filter(({ sizeBytes }) => sizeBytes === bytes);
    const wanted = backendBytes.filter((other) => other === bytes).length;
    if (found.length !== wanted) throw new RamMappingError(bytes, found.length, wanted);
    return found;
  });
}

function sampleOf(all: readonly Mapping[], ram: readonly Mapping[], readSeconds: number): RamSample {
  const sum = (mappings: readonly Mapping[], bytes: (mapping: Mapping) => number) =>
    mappings.reduce((total, mapping) => total + bytes(mapping), 0);
  const residentBytes = ({ rssBytes, hugetlbBytes }: Mapping) => rssBytes + hugetlbBytes;
  const mappedBytes = sum(ram, residentBytes);
  const swappedBytes = sum(ram, ({ swapBytes }) => swapBytes);
  const isMergeKnown = ram.every(({ ksmBytes }) => ksmBytes !== undefined);
  return {
    sizeBytes: sum(ram, ({ sizeBytes }) => sizeBytes),
    mappedBytes,
    consumedBytes: sum(ram, ({ pssBytes, hugetlbBytes }) => pssBytes + hugetlbBytes),
    swappedBytes,
    mergedBytes: isMergeKnown ? sum(ram, ({ ksmBytes = 0 }) => ksmBytes) : undefined,
    pinnedBytes: sum(ram, ({ lockedBytes, hugetlbBytes }) => lockedBytes + hugetlbBytes),
    overheadBytes: sum(all, residentBytes) - mappedBytes,
    overheadSwappedBytes: sum(all, ({ swapBytes }) => swapBytes) - swappedBytes,
    readAtSeconds: Date.now() / 1000,
    readSeconds,
  };
}

async function readUnlessAbsent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
