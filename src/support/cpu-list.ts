/** Linux is built for at most 8192 CPUs, and 1024 memory nodes; a larger number is no figure of a kernel's. */
const MAX_NUMBER = 65_535;

/**
 * Parses a list as the kernel prints it for CPUs and memory nodes (bitmap lists of the cpuset document): `0-3,7`.
 *
 * @returns the numbers in ascending order, each once; empty for an empty text; `undefined` for anything else
 */
export function parseCpuList(text: string): readonly number[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const numbers = new Set<number>();
  for (const range of trimmed.split(',')) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? [];
    if (first === undefined || Number(last) > MAX_NUMBER || Number(first) > Number(last)) return undefined;
    for (let number = Number(first); number <= Number(last); number++) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** Formats numbers as the kernel does, and as taskset(1) takes them: `0-3,7`; an empty text for none. */
export function formatCpuList(numbers: Iterable<number>): string {
  const ranges: { readonly first: number; last: number }[] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
