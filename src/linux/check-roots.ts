import { QgaugeError } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { listDirectory, readKernelFile } from './files/read-file.js';
import { listPids } from './pids.js';

/** Where the kernel's file systems are mounted; `undefined` is where they always are. */
export interface Roots {
  readonly procRoot?: string | undefined;
  readonly sysRoot?: string | undefined;
  readonly cgroupRoot?: string | undefined;
}

/** A directory is not the kernel file system that it should be. */
export class RootError extends QgaugeError {
  constructor(root: string, name: string) {
    const where = terminalSafe(root, 4096);
    super('ERR_ROOT', `no ${name} file system at '${where}': name the directory where it is mounted`);
  }
}

/**
 * Checks that the kernel's file systems are mounted where the options say: otherwise nearly every metric would be unknown
 * without a reason.
 *
 * @throws {RootError} when one is missing
 */
export function checkRoots({ procRoot, sysRoot, cgroupRoot }: Roots): void {
  if (procRoot !== undefined && listPids(procRoot).length === 0) throw new RootError(procRoot, 'proc');
  if (sysRoot !== undefined && listDirectory(`${sysRoot}/class`) === undefined)
    throw new RootError(sysRoot, 'sys');
  if (cgroupRoot !== undefined && listDirectory(cgroupRoot) === undefined)
    throw new RootError(cgroupRoot, 'cgroup');
}

/** Why the QEMUs of other users are not found; `undefined` unless /proc hides their processes. */
export function explainHiding({ procRoot = '/proc' }: Roots): string | undefined {
  if (readKernelFile(`${procRoot}/1/stat`) !== undefined) return undefined;
  const where = terminalSafe(procRoot, 4096);
  return `${where} hides the processes of other users (hidepid), so their QEMUs are not found: run as root`;
}
