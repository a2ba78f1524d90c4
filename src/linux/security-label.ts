import type { SecurityLabel } from '../model/security-label.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { readKernelFile } from './files/read-file.js';

/** The modules that label processes; /sys/kernel/security/lsm names others too, such as `capability` and `landlock`. */
const LABELLING = ['selinux', 'apparmor', 'smack'] as const;

/**
 * Reads how the labelling module of the host confines a process: /sys/kernel/security/lsm and /proc/PID/attr; `undefined` when
 * there is none, or it does not show it to this user.
 */
export function readModuleLabel(
  roots: { procRoot: string; sysRoot: string },
  pid: number,
): SecurityLabel | undefined {
  const { procRoot, sysRoot } = roots;
  const names = readKernelFile(`${sysRoot}/kernel/security/lsm`)?.trim().split(',');
  const read = (name: string) => parseAttribute(readKernelFile(`${procRoot}/${pid}/attr/${name}`));
  const apparmor = read('apparmor/current');
  const model =
    LABELLING.find((name) => names?.includes(name)) ?? (apparmor === undefined ? undefined : 'apparmor');
  // Several modules may label at once; then `current` is that of the first one.
  const text = model === 'apparmor' ? (apparmor ?? read('current')) : read('current');
  if (model === undefined || text === undefined) return undefined;
  if (model === 'apparmor') return { model, ...parseProfile(text) };
  const enforce = model === 'selinux' ? readKernelFile(`${sysRoot}/fs/selinux/enforce`)?.trim() : undefined;
  return { model, label: text, isEnforcing: enforce === undefined ? undefined : enforce === '1' };
}

/** The user and group of a process, as libvirt writes them: `Uid:\t64055\t64055\t…` and `Gid:…` → `+64055:+64055`. */
export function parseDacLabel(status: string): SecurityLabel | undefined {
  const id = (key: string) => new RegExp(`\\n${key}:\\t\\d+\\t(\\d+)\\t`).exec(status)?.[1];
  const [user, group] = [id('Uid'), id('Gid')];
  if (user === undefined || group === undefined) return undefined;
  return { model: 'dac', label: `+${user}:+${group}`, isEnforcing: true };
}

/** A label ends in a line feed, or of SELinux in a NUL; empty means none. */
function parseAttribute(text: string | undefined): string | undefined {
  return terminalSafe(text?.replace(/[\0\n]+$/, '') ?? '', MAX_LABEL) || undefined;
}

/** A page, which is all that the kernel gives out. */
const MAX_LABEL = 4096;

/** Parses `libvirt-0d3c (enforce)`, `unconfined`. */
export function parseProfile(text: string): Omit<SecurityLabel, 'model'> {
  const [, label, mode] = /^(.*) \((\w+)\)$/.exec(text) ?? [];
  if (label === undefined) return { label: text, isEnforcing: text === 'unconfined' ? false : undefined };
  return { label, isEnforcing: mode === 'enforce' || mode === 'kill' };
}
