/** A column is not cut to less: nobody could tell what it says. */
const LEAST = 5;

/**
 * Takes an excess from the widths of columns, a character at a time from the widest one that may be cut: columns that are wide
 * become the same.
 */
export function narrowWidths(
  widths: readonly number[],
  mayBeCut: readonly boolean[],
  excess: number,
): readonly number[] {
  const narrowed = [...widths];
  for (let left = excess; left > 0; left--) {
    const cuttable = narrowed.map((width, at) => (mayBeCut[at] ? width : 0));
    const widest = Math.max(...cuttable);
    if (widest <= LEAST) break;
    narrowed[cuttable.indexOf(widest)] = widest - 1;
  }
  return narrowed;
}
