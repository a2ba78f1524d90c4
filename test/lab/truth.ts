/** What the guest reads in its own /proc, in base units: what is measured from outside is compared with it. */
export interface Truth {
  readonly uptimeSeconds: number;
  readonly memTotalBytes: number;
  readonly memFreeBytes: number;
  readonly memAvailableBytes: number;
  readonly cachedBytes: number;
  readonly swapTotalBytes: number;
  readonly pagesSwappedIn: number;
  readonly pagesSwappedOut: number;
  /** All faults: the minor ones are these without the major ones. */
  readonly pageFaults: number;
  readonly majorFaults: number;
}

/** With the line break: without it the line is still being printed. */
export const TRUTH_LINE = /^TRUTH (.*)\r?\n/m;

const BYTES_PER_KIB = 1024;

/**
 * Parses a line of the guest's console:
 *
 * `TRUTH uptime=2.47 MemTotal=223632 MemFree=188856 MemAvailable=192084 Cached=8716 SwapTotal=0 pswpin=0 pswpout=0
 * pgfault=1420 pgmajfault=0`, all on one line; memory is in KiB.
 *
 * @throws {Error} when a number is missing
 */
export function parseTruth(line: string): Truth {
  const read = (name: string): number => {
    const value = new RegExp(`\\b${name}=([0-9.]+)`).exec(line)?.[1];
    if (value === undefined) throw new Error(`the guest's truth lacks ${name}: ${line}`);
    return Number(value);
  };
  return {
    uptimeSeconds: read('uptime'),
    memTotalBytes: read('MemTotal') * BYTES_PER_KIB,
    memFreeBytes: read('MemFree') * BYTES_PER_KIB,
    memAvailableBytes: read('MemAvailable') * BYTES_PER_KIB,
    cachedBytes: read('Cached') * BYTES_PER_KIB,
    swapTotalBytes: read('SwapTotal') * BYTES_PER_KIB,
    pagesSwappedIn: read('pswpin'),
    pagesSwappedOut: read('pswpout'),
    pageFaults: read('pgfault'),
    majorFaults: read('pgmajfault'),
  };
}
