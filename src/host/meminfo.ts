import { readKernelFile } from './read-file.js';

/** Reads the host's memory in bytes: `MemTotal:       24601236 kB` of /proc/meminfo. */
export function readMemTotalBytes(procRoot: string): number | undefined {
  const kib = /^MemTotal:\s+(\d+) kB$/m.exec(readKernelFile(`${procRoot}/meminfo`) ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
