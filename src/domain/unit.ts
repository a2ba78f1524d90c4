import { parseProcCgroup } from '../linux/cgroup/proc-cgroup.js';
import { readKernelFile } from '../linux/files/read-file.js';
import { complaintOf, runProgram } from '../linux/run-program.js';
import { UnsupportedError } from './domain-error.js';
import { type ProcessReach, readOfProcess } from './own-process.js';
import type { Reach } from './reach.js';

/** The systemd unit of which a QEMU is the main process, or the scope that holds it. */
export interface DomainUnit {
  /** e.g. `vm-web.service` */
  readonly name: string;
  /** Whether it starts with the host. */
  readonly isEnabled: boolean;
  /** Whether it has no file, and is gone with the process: made by systemd-run, or by a manager. */
  readonly isTransient: boolean;
}

const PROPERTIES = ['UnitFileState', 'Transient', 'MainPID'] as const;
const TIMEOUT_MS = 5000;

/**
 * Reads the systemd unit of a guest's QEMU: the last `.service` or `.scope` in /proc/PID/cgroup, and `systemctl show`. Null
 * when it has none of its own, but was started in a login session, or by a service whose main process is another, such as
 * a manager or cron.
 *
 * @throws {UnsupportedError} when the process is not on this host, or this host has no systemd
 */
export async function readUnit(reach: ProcessReach & Pick<Reach, 'options'>): Promise<DomainUnit | null> {
  const text = readOfProcess(reach, (pid) => readKernelFile(`${reach.procRoot}/${pid}/cgroup`) ?? '');
  const name = unitOf(text);
  if (name === undefined) return null;
  const args = ['show', `--property=${PROPERTIES.join(',')}`, '--', name];
  const { signal } = reach.options;
  const output = await runProgram('systemctl', args, { timeoutMs: TIMEOUT_MS, signal });
  if (output === undefined) throw new UnsupportedError(reach.name, 'this host has no systemd');
  if (output.status !== 0) throw new UnsupportedError(reach.name, `systemctl: ${complaintOf(output)}`);
  return decodeUnit(name, output.stdout, reach.process?.pid);
}

/** Decodes what `systemctl show` prints of a unit; null for a service of which the process is not the main one. */
export function decodeUnit(name: string, text: string, pid: number | undefined): DomainUnit | null {
  const lines = new Set(text.split('\n'));
  if (name.endsWith('.service') && !lines.has(`MainPID=${pid}`)) return null;
  return {
    name,
    isEnabled: lines.has('UnitFileState=enabled'),
    isTransient: lines.has('Transient=yes'),
  };
}

/**
 * The unit of the system that holds a process, in the text of its /proc/PID/cgroup. That of a whole login session is not the
 * guest's, nor is one of a user's own systemd, such as the scope of a terminal: the systemd of the system does not know it.
 */
export function unitOf(text: string): string | undefined {
  for (const { path } of parseProcCgroup(text)) {
    const units = path.split('/').filter((part) => /\.(?:service|scope)$/.test(part));
    if (units.length > 0) return units.some((unit) => OF_MANY.test(unit)) ? undefined : units.at(-1);
  }
  return undefined;
}

const OF_MANY = /^(?:session-\w+\.scope|user@\d+\.service|init\.scope)$/;
