import { readKernelFile } from './files/read-file.js';

/** Reads the host's memory in bytes: MemTotal of /proc/meminfo. */
export function readMemTotalBytes(procRoot: string): number | undefined {
  return parseMeminfo(readKernelFile(`${procRoot}/meminfo`) ?? '')?.MemTotal;
}

/**
 * Parses lines such as `MemTotal:       24601236 kB` and `HugePages_Free:        0` by the kernel's own names: sizes in
 * bytes, figures without a unit unchanged. `undefined` when there is no such line.
 */
export function parseMeminfo(text: string): { readonly [name: string]: number } | undefined {
  const lines = text.matchAll(/^(\w[\w()]*): +(\d+)( kB)?$/gm);
  const entries = Array.from(lines, ([, name = '', figure, unit]): [string, number] => [
    name,
    Number(figure) * (unit === undefined ? 1 : 1024),
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
