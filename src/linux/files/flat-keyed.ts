/** Parses lines of a key and a whole number, `nr_periods 12`: "flat keyed" in the kernel's words. Others are left out. */
export function parseFlatKeyed(text: string): ReadonlyMap<string, number> {
  const lines = text.matchAll(/^(\S+) (\d+)$/gm);
  return new Map(Array.from(lines, ([, key = '', value]) => [key, Number(value)]));
}
