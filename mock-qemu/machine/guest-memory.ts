import { counted, LOADS, type LoadProfile, type MemoryLoad, wave } from './memory-load.js';
import type { VirtualClock } from './virtual-clock.js';

export interface GuestMemoryOptions {
  readonly memoryBytes: number;
  readonly seed: number;
  readonly load: MemoryLoad;
  /** A Linux guest with deflate-on-oom keeps the ballooned memory in its total. */
  readonly deflateOnOom: boolean;
}

/** The guest kernel's view of its memory at one moment; sizes in bytes. */
export interface MemorySample {
  readonly total: number;
  readonly free: number;
  readonly available: number;
  readonly caches: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  readonly oomKills: number;
  readonly asyncScans: number;
}

/** The memory of a guest since its boot: used by programs, used as file cache, in the balloon, or free. */
export class GuestMemory {
  readonly #clock: VirtualClock;
  readonly #profile: LoadProfile;
  readonly #seed: number;
  readonly #deflateOnOom: boolean;
  /** The total, which in Linux includes neither the kernel's own image nor its page tables. */
  readonly #managedBytes: number;
  /** A reserve that Linux gives to neither programs nor the balloon. */
  readonly #keptFreeBytes: number;
  readonly #bootedAtMs: number;
  #leakingSinceMs: number;
  #inflatedBytes = 0;
  #oomKills = 0;

  /** @param bootedAtMs when the guest booted, on its clock */
  constructor(options: GuestMemoryOptions, clock: VirtualClock, bootedAtMs: number) {
    this.#clock = clock;
    this.#profile = LOADS[options.load];
    this.#seed = options.seed;
    this.#deflateOnOom = options.deflateOnOom;
    this.#managedBytes = wholePages(options.memoryBytes - 32 * MIB - options.memoryBytes / 64);
    this.#keptFreeBytes = wholePages(this.#managedBytes / 100);
    this.#bootedAtMs = bootedAtMs;
    this.#leakingSinceMs = bootedAtMs;
  }

  get inflatedBytes(): number {
    return this.#inflatedBytes;
  }

  /** How much more the balloon could take: free memory and file cache. */
  get inflatableBytes(): number {
    const { free, caches } = this.sample();
    return Math.max(0, free + caches - this.#keptFreeBytes);
  }

  /** Whether programs need more memory than there is. */
  get isShort(): boolean {
    return this.#wantedBytes() > this.#usableBytes() - this.#keptFreeBytes;
  }

  /** Moves bytes into the balloon, or out of it when negative. */
  inflate(bytes: number): void {
    this.#inflatedBytes += bytes;
  }

  /** The kernel kills the program that uses the most memory: the one that leaks. */
  kill(): void {
    this.#oomKills += 1;
    this.#leakingSinceMs = this.#clock.elapsedMs();
  }

  sample(): MemorySample {
    const usable = this.#usableBytes();
    const roomBytes = Math.max(0, usable - this.#keptFreeBytes);
    const used = Math.min(this.#wantedBytes(), roomBytes);
    const caches = Math.min(wholePages(this.#managedBytes * this.#profile.cacheShare), roomBytes - used);
    const free = usable - used - caches;
    return {
      total: this.#deflateOnOom ? this.#managedBytes : usable,
      free,
      available: free + wholePages(caches / 2),
      caches,
      minorFaults: 3000 + this.#counted(this.#profile.minorFaultsPerSecond),
      majorFaults: 12 + this.#counted(this.#profile.majorFaultsPerSecond),
      oomKills: this.#oomKills,
      asyncScans: this.#counted(this.#profile.scansPerSecond),
    };
  }

  #usableBytes(): number {
    return Math.max(0, this.#managedBytes - this.#inflatedBytes);
  }

  #wantedBytes(): number {
    const { usedShare, swingShare, leakSharePerSecond } = this.#profile;
    const leakingSeconds = (this.#clock.elapsedMs() - this.#leakingSinceMs) / 1000;
    const swing = swingShare * wave(this.#seed, this.#upSeconds());
    return wholePages(this.#managedBytes * (usedShare + swing + leakSharePerSecond * leakingSeconds));
  }

  #counted(perSecond: number): number {
    return counted(this.#seed, this.#upSeconds(), perSecond);
  }

  #upSeconds(): number {
    return (this.#clock.elapsedMs() - this.#bootedAtMs) / 1000;
  }
}

const MIB = 1024 * 1024;

function wholePages(bytes: number): number {
  return Math.max(0, Math.floor(bytes / 4096) * 4096);
}
