import { readKernelFile } from '../linux/files/read-file.js';
import { parseDacLabel, readModuleLabel } from '../linux/security-label.js';
import type { SecurityLabel } from '../model/security-label.js';
import { UnsupportedError } from './domain-error.js';
import { type ProcessReach, readOfProcess } from './own-process.js';
import type { Reach } from './reach.js';

/** What is needed to read how the guest's process is confined. */
export type SecurityReach = ProcessReach & Pick<Reach, 'sysRoot'>;

/**
 * Reads how SELinux, AppArmor or Smack confines QEMU: /proc/PID/attr.
 *
 * @throws {UnsupportedError} when the process is not on this host, or none of these labels it
 */
export function securityLabel(reach: SecurityReach): SecurityLabel {
  const label = readOfProcess(reach, (pid) => readModuleLabel(reach, pid));
  if (label) return label;
  throw new UnsupportedError(
    reach.name,
    'no security module of this host labels its QEMU: see /sys/kernel/security/lsm for those that there are',
  );
}

/**
 * Reads all labels of QEMU: that of {@link securityLabel}, where there is one, and its user and group.
 *
 * @throws {UnsupportedError} when the process is not on this host
 */
export function securityLabels(reach: SecurityReach): readonly SecurityLabel[] {
  return readOfProcess(reach, (pid) => {
    const dac = parseDacLabel(readKernelFile(`${reach.procRoot}/${pid}/status`) ?? '');
    return [readModuleLabel(reach, pid), dac].filter((label) => label !== undefined);
  });
}
