/** The allowed word that `word` is most likely a misspelling of; undefined when none is similar. */
export function nearestWord(word: string, allowed: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of allowed) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    // A candidate that shares nothing with the word is not what was meant.
    if (
      distance <= limit &&
      distance < word.length &&
      distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    )
      best = { candidate, distance };
  }
  return best?.candidate;
}

/** The version whose number is nearest; undefined unless all of them, and the word, are versions such as `7.2`. */
function nearestVersion(word: string, allowed: readonly string[]): string | undefined {
  if (![word, ...allowed].every((text) => /^\d{1,3}(\.\d{1,3})?$/.test(text))) return undefined;
  const distance = (version: string) => Math.abs(Number(version) - Number(word));
  return allowed.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** `; did you mean 'x'?`; empty when no word is similar. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const nearest = nearestVersion(word, allowed) ?? nearestWord(word, allowed);
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}

/** The Levenshtein distance, row by row; infinite for a word that is much too long. */
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
