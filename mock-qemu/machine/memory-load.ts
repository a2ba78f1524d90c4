/** How the programs in a guest use its memory: little, evenly, with large swings, or more and more. */
export type MemoryLoad = 'idle' | 'steady' | 'busy' | 'leaking';

/** The figures of a load. Shares are relative to the memory that the guest's kernel manages. */
export interface LoadProfile {
  /** What programs use on average. */
  readonly usedShare: number;
  /** How far that varies up and down. */
  readonly swingShare: number;
  readonly cacheShare: number;
  /** What a leaking program takes every second, until it is killed. */
  readonly leakSharePerSecond: number;
  readonly minorFaultsPerSecond: number;
  readonly majorFaultsPerSecond: number;
  /** Pages that the kernel scans in the background for reclaim. */
  readonly scansPerSecond: number;
}

export const LOADS: Readonly<Record<MemoryLoad, LoadProfile>> = {
  idle: {
    usedShare: 0.05,
    swingShare: 0,
    cacheShare: 0.05,
    leakSharePerSecond: 0,
    minorFaultsPerSecond: 160,
    majorFaultsPerSecond: 0,
    scansPerSecond: 0,
  },
  steady: {
    usedShare: 0.35,
    swingShare: 0.05,
    cacheShare: 0.2,
    leakSharePerSecond: 0,
    minorFaultsPerSecond: 400,
    majorFaultsPerSecond: 0.1,
    scansPerSecond: 2,
  },
  busy: {
    usedShare: 0.5,
    swingShare: 0.3,
    cacheShare: 0.15,
    leakSharePerSecond: 0,
    minorFaultsPerSecond: 9000,
    majorFaultsPerSecond: 4,
    scansPerSecond: 300,
  },
  leaking: {
    usedShare: 0.3,
    swingShare: 0.02,
    cacheShare: 0.1,
    leakSharePerSecond: 1 / 600,
    minorFaultsPerSecond: 700,
    majorFaultsPerSecond: 0.5,
    scansPerSecond: 50,
  },
};

/** Varies between -1 and 1. A function of time alone, so that it does not depend on how often it is read. */
export function wave(seed: number, seconds: number): number {
  const at = seconds / WAVE_POINT_SECONDS;
  const before = Math.floor(at);
  const from = fraction(seed, before);
  return 2 * (from + (fraction(seed, before + 1) - from) * (at - before)) - 1;
}

const WAVE_POINT_SECONDS = 5;

/** A counter after this many seconds. It grows unevenly, and never decreases. */
export function counted(seed: number, seconds: number, perSecond: number): number {
  const second = Math.floor(seconds);
  const from = second + fraction(seed, second);
  const to = second + 1 + fraction(seed, second + 1);
  return Math.floor(perSecond * (from + (to - from) * (seconds - second)));
}

/** A pseudorandom number in [0, 1): one step of the generator mulberry32. */
function fraction(seed: number, point: number): number {
  const state = (Math.imul(seed, 0x9e3779b1) + Math.imul(point + 1, 0x6d2b79f5)) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
