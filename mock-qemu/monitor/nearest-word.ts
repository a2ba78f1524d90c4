/** The word that the fewest changed, added or left out characters lead to; of several, the first. */
export function nearestWord(word: string, words: readonly string[]): string {
  const [first = ''] = words;
  return words.reduce(
    (best, candidate) => (distance(word, candidate) < distance(word, best) ? candidate : best),
    first,
  );
}

/** The edit distance (Levenshtein), row by row. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const [above, char] of [...from.slice(0, MAX_LENGTH)].entries()) {
    const next = [above + 1];
    for (let at = 0; at < to.length; at += 1) {
      const changed = (row[at] ?? 0) + (char === to[at] ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** A longer word is near to nothing, and must not cost anything. */
const MAX_LENGTH = 100;
