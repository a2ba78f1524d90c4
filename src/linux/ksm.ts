import type { Ksm } from '../model/host-sample.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseCount } from './files/parse-count.js';

/** Reads /sys/kernel/mm/ksm (the kernel's ksm document); `undefined` when the kernel does not support it. */
export function readKsm(sys: KernelDirectory): Ksm | undefined {
  const count = (file: string) => parseCount(sys.read(`kernel/mm/ksm/${file}`));
  const run = count('run');
  const pages = {
    pagesShared: count('pages_shared'),
    pagesSharing: count('pages_sharing'),
    pagesUnshared: count('pages_unshared'),
    pagesVolatile: count('pages_volatile'),
    fullScans: count('full_scans'),
  };
  // 0: stopped; 2: stopped, and all pages unmerged.
  return run !== undefined && areKnown(pages) ? { isRunning: run === 1, ...pages } : undefined;
}

type Counts = Omit<Ksm, 'isRunning'>;

function areKnown(counts: { readonly [Name in keyof Counts]: number | undefined }): counts is Counts {
  return Object.values(counts).every((count) => count !== undefined);
}
