import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { labCacheFolder } from './checkout.js';
import { installPackages, updatePackageLists, whyNotDebian } from './debian.js';
import { withFileLock } from './file-lock.js';
import { findGuestFiles, GUEST_PACKAGES, unpackGuestFiles } from './guest-files.js';
import { buildInitramfs, findInitramfs } from './initramfs.js';
import { findCommand } from './run-command.js';

/** What booting a guest takes: absolute paths, as plain data that can be sent to a test worker. */
export interface Lab {
  readonly qemu: string;
  readonly qemuImg: string;
  readonly kernel: string;
  readonly initramfs: string;
}

export interface LabUnavailable {
  readonly state: 'unavailable';
  /** Debian packages that are not installed; empty when the reason is another. */
  readonly missing: readonly string[];
  readonly reason: string;
}

export type LabAvailability = { readonly state: 'ready'; readonly lab: Lab } | LabUnavailable;

/** Programs that the lab runs on this host, and the Debian package of each. */
const HOST_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['qemu-system-x86_64', 'qemu-system-x86'],
  ['qemu-img', 'qemu-utils'],
  ['cpio', 'cpio'],
  ['nbdkit', 'nbdkit'],
  ['ip', 'iproute2'],
  ['tc', 'iproute2'],
  ['perf', 'linux-perf'],
  ['ps', 'procps'],
  ['taskset', 'util-linux'],
  ['chrt', 'util-linux'],
  ['setpriv', 'util-linux'],
  ['flock', 'util-linux'],
  ['tmux', 'tmux'],
  ['systemd-socket-activate', 'systemd'],
  ['nsenter', 'util-linux'],
  ['curl', 'curl'],
  ['libvirtd', 'libvirt-daemon'],
  ['virsh', 'libvirt-clients'],
]);

/**
 * Makes this machine able to boot guests, and returns where everything is.
 *
 * As root on Debian it installs QEMU and fetches the guest; elsewhere it only looks for them. Nothing is fetched or
 * built twice, even when several processes prepare at once. Never throws: the answer carries the reason, because a
 * machine without the lab must still run the other tests.
 *
 * @param report called with a line before each step that takes long
 */
export async function prepareLab(report: (line: string) => void = () => undefined): Promise<LabAvailability> {
  const cache = labCacheFolder();
  try {
    const ready = await findReadyLab(cache);
    if (ready !== undefined) return { state: 'ready', lab: ready };
    const obstacle = whyNotDebian() ?? whyNoInstallation();
    if (obstacle !== undefined) return unavailable(await listMissing(cache), obstacle);
    mkdirSync(cache, { recursive: true });
    return { state: 'ready', lab: await withFileLock(join(cache, 'lock'), () => buildLab(cache, report)) };
  } catch (error) {
    return unavailable(await listMissing(cache), error instanceof Error ? error.message : String(error));
  }
}

/** Formats it in one line: `the lab is not available: only root can install packages; missing: qemu-utils cpio` */
export function describeUnavailable({ missing, reason }: LabUnavailable): string {
  const packages = missing.length === 0 ? '' : `; missing: ${missing.join(' ')}`;
  return `the lab is not available: ${reason}${packages}`;
}

/** Looks again first: another process may have done the work while this one waited for the lock. */
async function buildLab(cache: string, report: (line: string) => void): Promise<Lab> {
  await fetchMissing(cache, report);
  const files = await findGuestFiles(cache);
  if (files === undefined) throw new Error(`the guest's files are missing from ${cache}`);
  await buildInitramfs(cache, files);
  const lab = await findReadyLab(cache);
  if (lab === undefined) throw new Error(`still missing: ${(await listMissing(cache)).join(' ')}`);
  return lab;
}

async function fetchMissing(cache: string, report: (line: string) => void): Promise<void> {
  const host = listMissingHostPackages();
  const guest = (await findGuestFiles(cache)) === undefined;
  if (host.length === 0 && !guest) return;
  report(`lab: fetching ${[...host, ...(guest ? GUEST_PACKAGES : [])].join(' ')}`);
  if (isRoot()) await updatePackageLists();
  if (host.length > 0) await installPackages(host);
  if (guest) await unpackGuestFiles(cache);
}

/** The guest's packages are only unpacked, which does not need root. */
function whyNoInstallation(): string | undefined {
  return isRoot() || listMissingHostPackages().length === 0 ? undefined : 'only root can install packages';
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function findReadyLab(cache: string): Promise<Lab | undefined> {
  const qemu = findCommand('qemu-system-x86_64');
  const qemuImg = findCommand('qemu-img');
  const files = await findGuestFiles(cache);
  if (listMissingHostPackages().length > 0 || qemu === undefined || qemuImg === undefined) return undefined;
  const initramfs = files && findInitramfs(cache, files);
  return files && initramfs !== undefined ? { qemu, qemuImg, kernel: files.kernel, initramfs } : undefined;
}

async function listMissing(cache: string): Promise<readonly string[]> {
  const guest = await findGuestFiles(cache).catch(() => undefined);
  return [...listMissingHostPackages(), ...(guest === undefined ? GUEST_PACKAGES : [])];
}

function listMissingHostPackages(): readonly string[] {
  const missing = [...HOST_COMMANDS].filter(([command]) => findCommand(command) === undefined);
  return [...new Set(missing.map(([, debianPackage]) => debianPackage))];
}

function unavailable(missing: readonly string[], reason: string): LabUnavailable {
  return { state: 'unavailable', missing, reason };
}
