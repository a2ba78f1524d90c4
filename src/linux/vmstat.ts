import type { SwapTraffic } from '../model/host-sample.js';
import { parseFlatKeyed } from './files/flat-keyed.js';
import { readKernelFile } from './files/read-file.js';

/** Parses `pswpin 12` and `pswpout 34` of /proc/vmstat, pages; `undefined` when the kernel does not support swap. */
export function parseVmstat(text: string, pageBytes: number): SwapTraffic | undefined {
  const figures = parseFlatKeyed(text.match(/^pswp(?:in|out) \d+$/gm)?.join('\n') ?? '');
  const pagesIn = figures.get('pswpin');
  const pagesOut = figures.get('pswpout');
  if (pagesIn === undefined || pagesOut === undefined) return undefined;
  return { inBytes: pagesIn * pageBytes, outBytes: pagesOut * pageBytes };
}

/** Reads the size of a page, which Node does not provide: `KernelPageSize:        4 kB` of a mapping of this process. */
export function readPageBytes(procRoot: string): number | undefined {
  const kib = /^KernelPageSize:\s+(\d+) kB$/m.exec(readKernelFile(`${procRoot}/self/smaps`) ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
