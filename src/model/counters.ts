import type { PerSecond } from './rates.js';

/** Where a 32-bit counter of the kernel wraps. */
const WRAP = 2 ** 32;

/** How much a counter has grown; `undefined` when a value is unknown, or the counter stepped back and so was reset. */
export function growthOf(previous: number | undefined, current: number | undefined): number | undefined {
  if (previous === undefined || current === undefined) return undefined;
  const growth = current - previous;
  return growth >= 0 && Number.isFinite(growth) ? growth : undefined;
}

/**
 * The same for a counter that wraps at 2^32: a step from the last quarter of its range into the first is a wrap, any other
 * step back is a reset.
 */
export function wrappingGrowthOf(
  previous: number | undefined,
  current: number | undefined,
): number | undefined {
  if (previous === undefined || current === undefined || current >= previous)
    return growthOf(previous, current);
  const hasWrapped = previous < WRAP && previous >= 0.75 * WRAP && current >= 0 && current < 0.25 * WRAP;
  return hasWrapped ? current + WRAP - previous : undefined;
}

/** `part` divided by `whole`; `undefined` when either is unknown, or the result is not finite. */
export function quotientOf(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined) return undefined;
  const quotient = part / whole;
  return Number.isFinite(quotient) ? quotient : undefined;
}

/**
 * The share of a time that something took, 0 to 1. A thread cannot run, nor a device be busy, for more than all the time;
 * the figures may say so, because reading them takes a moment and the clock is read before or after.
 */
export function ratioOf(part: number | undefined, whole: number | undefined): number | undefined {
  const quotient = quotientOf(part, whole);
  return quotient === undefined ? undefined : Math.min(1, quotient);
}

/** How fast each of `names` has grown, per second. */
export function ratesOf<Name extends string>(
  names: readonly Name[],
  previous: { readonly [Each in Name]?: number | undefined },
  current: { readonly [Each in Name]?: number | undefined },
  seconds: number,
  growth: typeof growthOf = growthOf,
): PerSecond<{ readonly [Each in Name]: number }> {
  const rates = names.map((name) => [name, quotientOf(growth(previous[name], current[name]), seconds)]);
  return Object.fromEntries(rates) as { readonly [Each in Name]: number | undefined };
}

/** Two samples closer than this count as one: the clocks do not resolve a smaller difference. */
const SHORTEST_SECONDS = 1e-6;

/** The time between two values of a clock; `undefined` when it is zero or unknown. */
export function secondsBetween(
  previous: number | undefined,
  current: number | undefined,
): number | undefined {
  const seconds = growthOf(previous, current);
  return seconds !== undefined && seconds >= SHORTEST_SECONDS ? seconds : undefined;
}

/** Indexes items by their key; items that share a key are left out, because they cannot be told apart. */
export function byUniqueKey<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | number,
): ReadonlyMap<string | number, Item> {
  const unique = new Map<string | number, Item>();
  const shared = new Set<string | number>();
  for (const item of items) {
    const key = keyOf(item);
    if (unique.has(key)) shared.add(key);
    unique.set(key, item);
  }
  for (const key of shared) unique.delete(key);
  return unique;
}
