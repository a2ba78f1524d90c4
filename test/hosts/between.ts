/** Equals any number from `low` to `high`. */
export function between(low: number, high: number): object {
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (value: unknown) => typeof value === 'number' && value >= low && value <= high,
    toString: () => 'Between',
    toAsymmetricMatcher: () => `Between<${low}, ${high}>`,
  };
}

/** Equals any number that a counter may have had between two readings of it. */
export function span(before: number, after: number): object {
  return between(Math.min(before, after), Math.max(before, after));
}

/** Equals a number that differs by no more than its rounding. */
export function closeTo(value: number, difference: number): object {
  return between(value - difference, value + difference);
}
