/** Selects machines: a name, a pattern with `*` and `?`, or a list of these (default: all). */
export type Selector = string | readonly string[] | undefined;

/** The patterns of a selector that match no name. */
export function unmatched(selector: Selector, names: readonly string[]): readonly string[] {
  return patterns(selector).filter((pattern) => !names.some((name) => toRegExp(pattern).test(name)));
}

/** The names that a selector matches, in the order of `names`. */
export function select(selector: Selector, names: readonly string[]): readonly string[] {
  if (selector === undefined) return names;
  const expressions = patterns(selector).map(toRegExp);
  return names.filter((name) => expressions.some((expression) => expression.test(name)));
}

function patterns(selector: Selector): readonly string[] {
  if (selector === undefined) return [];
  return typeof selector === 'string' ? [selector] : selector;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    // Consecutive stars mean the same as one, and would only make a failing match slow.
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
