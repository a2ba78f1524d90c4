import type { PerSecond } from './rates.js';

/** Where a counter of the kernel that is kept in 32 bits begins anew. */
const WRAP = 2 ** 32;

/** How much a counter has grown. `undefined`: one of the figures is not known, or it stepped back and began anew. */
export function growthOf(previous: number | undefined, current: number | undefined): number | undefined {
  if (previous === undefined || current === undefined) return undefined;
  const growth = current - previous;
  return growth >= 0 && Number.isFinite(growth) ? growth : undefined;
}

/**
 * The same for a counter that wraps at 2^32: a step from the last quarter of its range into the first is a wrap, every
 * other step back is a new counter.
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

/** `part` by `whole`; `undefined` when one of them is not known, or there is no such number. */
export function quotientOf(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined) return undefined;
  const quotient = part / whole;
  return Number.isFinite(quotient) ? quotient : undefined;
}

/**
 * The share of a time that something took, 0 to 1. A thread cannot run, nor a device be busy, more than all the time; the
 * figures would now and then say so, because a look takes a moment and its clock is read before or after.
 */
export function ratioOf(part: number | undefined, whole: number | undefined): number | undefined {
  const quotient = quotientOf(part, whole);
  return quotient === undefined ? undefined : Math.min(1, quotient);
}

/** How fast each of `names` has grown. */
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

/** Looks that are closer than this are one look: the clocks tell no smaller difference. */
const SHORTEST_SECONDS = 1e-6;

/** What has passed from one reading of a clock to the next; `undefined` when that is nothing, or not known. */
export function secondsBetween(
  previous: number | undefined,
  current: number | undefined,
): number | undefined {
  const seconds = growthOf(previous, current);
  return seconds !== undefined && seconds >= SHORTEST_SECONDS ? seconds : undefined;
}

/** The items by their key; those that share one with another are left out, because nobody can tell which is which. */
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
