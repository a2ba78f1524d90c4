import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labCacheFolder } from '../../lab/checkout.js';
import type { Disk } from '../../lab/disks.js';
import type { LabGuest } from '../../lab/guest.js';
import { findGuestFiles } from '../../lab/guest-files.js';
import { readKernelModules } from '../../lab/kernel-modules.js';
import { runCommand } from '../../lab/run-command.js';

/** Kernel modules that a guest of the lab does not have, on a disk for it. */
export interface ModuleDisk {
  readonly disk: Disk;
  /** In the order in which they load. */
  readonly names: readonly string[];
}

/** Writes modules and what they need as an archive into an image. */
export async function writeModuleDisk(folder: string, names: readonly string[]): Promise<ModuleDisk> {
  const files = await findGuestFiles(labCacheFolder());
  if (files === undefined) throw new Error('the lab has not unpacked its guest');
  const modules = readKernelModules(files.modulesFolder, names);
  const work = mkdtempSync(join(tmpdir(), 'qlab-modules-'));
  try {
    for (const { name, content } of modules) writeFileSync(join(work, `${name}.ko`), content);
    const file = join(folder, 'modules.tar');
    await runCommand('tar', ['-cf', file, '-C', work, '.']);
    return { disk: { file, format: 'raw' }, names: modules.map(({ name }) => name) };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Loads them in the guest, from a disk such as `/dev/vda`; what it has already it has. */
export async function loadModules(guest: LabGuest, device: string, names: readonly string[]): Promise<void> {
  const load = names.map((name) => `insmod /tmp/modules/${name}.ko 2>/dev/null`).join('; ');
  await guest.run(`mkdir -p /tmp/modules && tar -xf ${device} -C /tmp/modules && { ${load}; true; }`);
}
