/** Parses lines of a key and an integer, `nr_periods 12`, which the kernel calls "flat keyed"; other lines are left out. */
export function parseFlatKeyed(text: string): ReadonlyMap<string, number> {
  const lines = text.matchAll(/^(\S+) (\d+)$/gm);
  return new Map(Array.from(lines, ([, key = '', value]) => [key, Number(value)]));
}
