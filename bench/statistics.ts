export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A figure beside its floor, which was measured in the same run, in turn with it. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly floor: string;
  /** Of ours to the floor; empty when the target is absolute. */
  readonly ratio: string;
  /** Empty when there is nothing to meet. */
  readonly target: string;
  readonly isMet: boolean;
}

/** Compares the medians of two series of times, in milliseconds. */
export function compare(
  what: string,
  ours: readonly number[],
  floor: readonly number[],
  atMost: number,
  floorName: string,
): Row {
  const [our, their] = [median(ours), median(floor)];
  const ratio = our / their;
  return {
    what,
    ours: `${our.toFixed(3)} ms`,
    floor: `${their.toFixed(3)} ms (${floorName})`,
    ratio: ratio.toFixed(2),
    target: `<= ${atMost}`,
    isMet: ratio <= atMost,
  };
}

/** Runs two measurements in turn, so that a machine that slows down does so for both. */
export async function interleave(
  rounds: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<readonly [number[], number[]]> {
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Each goes first every second time.
    if (round % 2 === 0) firsts.push(await first());
    seconds.push(await second());
    if (round % 2 === 1) firsts.push(await first());
  }
  return [firsts, seconds];
}

/** Resolves to the time that the work took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The value that 99 % do not exceed. */
export function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN;
}

/** A figure with an absolute target. */
export function below(what: string, ours: number, limit: number, unit: string): Row {
  return { ...shown(what, ours, unit), target: `<= ${limit} ${unit}`, isMet: ours <= limit };
}

/** A figure without a target. */
export function shown(what: string, ours: number, unit: string): Row {
  return { what, ours: `${ours.toFixed(1)} ${unit}`, floor: '', ratio: '', target: '', isMet: true };
}
