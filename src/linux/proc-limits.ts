import { readKernelFile } from './files/read-file.js';

/** Reads how many descriptors a process may have open; `undefined` when it is unknown or unlimited. */
export function readOpenFilesLimit(procRoot: string, pid: number | 'self'): number | undefined {
  return parseOpenFilesLimit(readKernelFile(`${procRoot}/${pid}/limits`) ?? '');
}

/** Parses `Max open files            1024                 524288               files`: the first figure, the soft limit. */
export function parseOpenFilesLimit(text: string): number | undefined {
  const soft = /^Max open files\s+(\d+)\s/m.exec(text)?.[1];
  return soft === undefined ? undefined : Number(soft);
}
