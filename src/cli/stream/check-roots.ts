import { listDirectory, readKernelFile } from '../../linux/files/read-file.js';
import { listPids } from '../../linux/pids.js';
import type { PollOptions } from '../../poll/poll-options.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';

/**
 * Checks that the kernel's file systems are mounted where the options say: otherwise nearly every metric would be unknown
 * without a reason.
 *
 * @throws {UsageError} when one is missing
 */
export function checkRoots({ procRoot, sysRoot, cgroupRoot }: PollOptions): void {
  if (procRoot !== undefined && listPids(procRoot).length === 0) throw missing(procRoot, 'proc');
  if (sysRoot !== undefined && listDirectory(`${sysRoot}/class`) === undefined) throw missing(sysRoot, 'sys');
  if (cgroupRoot !== undefined && listDirectory(cgroupRoot) === undefined)
    throw missing(cgroupRoot, 'cgroup');
}

/** Why no QEMU of other users will be found; `undefined` unless /proc hides their processes. */
export function explainHiding({ procRoot = '/proc', discover }: PollOptions): string | undefined {
  if (discover === false || readKernelFile(`${procRoot}/1/stat`) !== undefined) return undefined;
  const where = terminalSafe(procRoot, 4096);
  return `${where} hides the processes of other users (hidepid), so their QEMUs are not found: run as root`;
}

function missing(root: string, name: string): UsageError {
  const where = terminalSafe(root, 4096);
  return new UsageError(`no ${name} file system at '${where}': name the directory where it is mounted`);
}
