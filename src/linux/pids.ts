import { listDirectory } from './files/read-file.js';

/** Lists the processes of a host: the numbers in /proc, in ascending order. */
export function listPids(procRoot: string): readonly number[] {
  const entries = listDirectory(procRoot) ?? [];
  return entries
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .sort((a, b) => a - b);
}
