/** The allowed word that is nearest to a mistyped one; `undefined` when none is near. */
export function nearestWord(word: string, allowed: readonly string[]): string | undefined {
  // At most a third of the characters may be wrong (two in a short word), and at least one must be right.
  const most = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1);
  const near = allowed
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= most);
  return near.sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** A hint for a message, `; did you mean 'x'?`; empty when no word is near. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const nearest = nearestWord(word, allowed);
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}

/** A longer word is not a mistyped one; the bound limits the time, which grows with the product of the lengths. */
const MAX_WORD = 64;

/** The Levenshtein distance: how many characters to add, remove or replace. */
function distanceOf(from: string, to: string): number {
  if (from.length > MAX_WORD) return Number.POSITIVE_INFINITY;
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, character] of [...from].entries()) {
    let left = row + 1;
    const current = [left];
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (character === other ? 0 : 1);
      left = Math.min(replaced, (above[column + 1] ?? 0) + 1, left + 1);
      current.push(left);
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
