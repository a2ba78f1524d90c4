/** Rounds to the three decimals that a record has. */
export function rounded(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}
