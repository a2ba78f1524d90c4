/** The statistics that a Linux 6.1 guest supplies, by QEMU's names. */
export type GuestReport = ReadonlyMap<string, bigint>;

/**
 * The memory of a guest that is doing something: free memory walks at random between 10 % and 90 % of the total.
 * The same seed walks the same way.
 */
export class GuestMemory {
  readonly #random: () => number;
  readonly #reservedBytes: number;
  #freeShare = 0.5;
  #minorFaults = 3000;
  #majorFaults = 12;

  constructor(memoryBytes: number, seed: number) {
    this.#random = randomFrom(seed);
    // Linux counts neither its own image nor its page table entries in the total.
    this.#reservedBytes = 32 * MIB + memoryBytes / 64;
  }

  /** The next report of a guest whose balloon leaves it `actualBytes`: what is ballooned is out of the total. */
  report(actualBytes: number): GuestReport {
    this.#freeShare = clamp(this.#freeShare + (this.#random() - 0.5) / 10, 0.1, 0.9);
    this.#minorFaults += Math.floor(this.#random() * 500);
    this.#majorFaults += Math.floor(this.#random() * 2);
    const totalBytes = wholePages(actualBytes - this.#reservedBytes);
    const freeBytes = wholePages(totalBytes * this.#freeShare);
    const cacheBytes = wholePages((totalBytes - freeBytes) / 3);
    return new Map([
      ['stat-swap-in', 0n],
      ['stat-swap-out', 0n],
      ['stat-major-faults', BigInt(this.#majorFaults)],
      ['stat-minor-faults', BigInt(this.#minorFaults)],
      ['stat-free-memory', BigInt(freeBytes)],
      ['stat-total-memory', BigInt(totalBytes)],
      ['stat-available-memory', BigInt(wholePages(freeBytes + cacheBytes / 2))],
      ['stat-disk-caches', BigInt(cacheBytes)],
      ['stat-htlb-pgalloc', 0n],
      ['stat-htlb-pgfail', 0n],
    ]);
  }
}

const MIB = 1024 * 1024;

function wholePages(bytes: number): number {
  return Math.max(0, Math.floor(bytes / 4096) * 4096);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Numbers in [0, 1): the generator mulberry32, small and good enough for a walk. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
