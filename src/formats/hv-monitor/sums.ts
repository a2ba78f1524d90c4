import type { Figure } from './record.js';

type Figures<Key extends string> = { readonly [key in Key]?: Figure };

/** Sums the known figures: null when none of a list is known, 0 for an empty list. */
export function sumOf(figures: readonly (Figure | undefined)[] | undefined): Figure {
  if (figures === undefined) return null;
  let sum = 0;
  let isKnown = figures.length === 0;
  for (const figure of figures) {
    if (figure === null || figure === undefined) continue;
    sum += figure;
    isKnown = true;
  }
  if (!isKnown) return null;
  // Figures have at most six decimals; further ones are rounding errors of doubles.
  return Number.isInteger(sum) ? sum : Math.round(sum * 1e6) / 1e6;
}

/** Sums each of `keys` over `items`; every sum is null when the items themselves are unknown (`undefined`). */
export function sumsOf<Key extends string>(
  keys: readonly Key[],
  items: readonly Figures<Key>[] | undefined,
): { readonly [key in Key]: Figure } {
  const sums = keys.map((key) => [key, sumOf(items?.map((item) => item[key]))] as const);
  return Object.fromEntries(sums) as { readonly [key in Key]: Figure };
}
