import { listDirectory, readKernelFile } from '../../linux/files/read-file.js';
import { listPids } from '../../linux/pids.js';
import type { PollOptions } from '../../poll/poll-options.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';

/**
 * Holds the kernel's file systems against where the user says that they are: elsewhere nearly every figure would be
 * unknown, and nobody would be told why.
 *
 * @throws {UsageError} when one is not there
 */
export function checkRoots({ procRoot, sysRoot, cgroupRoot }: PollOptions): void {
  if (procRoot !== undefined && listPids(procRoot).length === 0) throw notThere(procRoot, 'proc');
  if (sysRoot !== undefined && listDirectory(`${sysRoot}/class`) === undefined)
    throw notThere(sysRoot, 'sys');
  if (cgroupRoot !== undefined && listDirectory(cgroupRoot) === undefined)
    throw notThere(cgroupRoot, 'cgroup');
}

/** Says why no QEMU would be found where /proc keeps the processes of others to itself; `undefined` where it does not. */
export function explainHiding({ procRoot = '/proc', discover }: PollOptions): string | undefined {
  if (discover === false || readKernelFile(`${procRoot}/1/stat`) !== undefined) return undefined;
  const where = terminalSafe(procRoot, 4096);
  return `${where} hides the processes of others from this user (hidepid): their QEMUs are not found; run as root`;
}

function notThere(root: string, name: string): UsageError {
  const where = terminalSafe(root, 4096);
  return new UsageError(
    `'${where}' has no ${name} file system: name the directory where the kernel's is mounted`,
  );
}
