import type { Emphasis } from '../../support/styled-text.js';

type MaybeNumber = number | undefined;

/** Adds figures; `undefined` when one of them is unknown. */
export function plus(...figures: readonly MaybeNumber[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length < figures.length ? undefined : known.reduce((sum, figure) => sum + figure, 0);
}

/** Adds those that are known: `undefined` when none of a list is, 0 for an empty list. */
export function sumOfKnown(figures: readonly MaybeNumber[] | undefined): number | undefined {
  const known = figures?.filter((figure) => figure !== undefined);
  if (known === undefined || (known.length === 0 && figures?.length !== 0)) return undefined;
  return known.reduce((sum, figure) => sum + figure, 0);
}

/** A part of a whole in percent; `undefined` when either is unknown, or the whole is 0. */
export function percentOf(part: MaybeNumber, whole: MaybeNumber): number | undefined {
  return part === undefined || !whole ? undefined : (100 * part) / whole;
}

/** The emphasis of a figure that should be small. */
export function alarm(figure: MaybeNumber, noticeAbove: number, badAbove: number): Emphasis | undefined {
  if (figure === undefined || figure <= noticeAbove) return undefined;
  return figure > badAbove ? 'bad' : 'notice';
}
