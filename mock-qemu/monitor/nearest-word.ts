/** The allowed word that `word` was most likely meant to be; undefined when none is near. */
export function nearestWord(word: string, allowed: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of allowed) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    // A word of which nothing is left is another word.
    if (
      distance <= limit &&
      distance < word.length &&
      distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    )
      best = { candidate, distance };
  }
  return best?.candidate;
}

/** `; did you mean 'x'?`, or nothing when no word is near. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const nearest = nearestWord(word, allowed);
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}

/** Levenshtein's distance, row by row; a word that is much too long is far from everything. */
function editDistance(a: string, b: string): number {
  if (a.length > MAX_WORD) return Number.POSITIVE_INFINITY;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

const MAX_WORD = 64;
