import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './run-command.js';

/** Another apt may hold the package lists; apt's own lock timeout does not cover those. */
const LISTS_LOCK_ATTEMPTS = 30;
const LISTS_LOCK_PAUSE_MS = 2000;

const APT_OPTIONS = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Sandbox::User=root'];
const APT_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive' };

/** Explains why packages cannot be fetched on this machine; undefined when they can. */
export function whyNotDebian(): string | undefined {
  if (process.arch !== 'x64') return `the lab's guest is x86-64, this machine is ${process.arch}`;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?debian"?$/m.test(release)) return 'packages are fetched on Debian only';
  return undefined;
}

/** Fetches the package lists; needs root. A new machine has none; those of an old one name versions that are gone. */
export async function updatePackageLists(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await runCommand('apt-get', [...APT_OPTIONS, 'update'], { env: APT_ENVIRONMENT });
      return;
    } catch (error) {
      if (attempt === LISTS_LOCK_ATTEMPTS || !/could not get lock/i.test(String(error))) throw error;
      await sleep(LISTS_LOCK_PAUSE_MS);
    }
  }
}

/** Installs packages; needs root. */
export async function installPackages(names: readonly string[]): Promise<void> {
  const args = [...APT_OPTIONS, 'install', '--yes', '--no-install-recommends', ...names];
  await runCommand('apt-get', args, { env: APT_ENVIRONMENT });
}

/**
 * Downloads packages and unpacks them into `folder` without installing them; does not need root.
 *
 * @returns the version of each package by its name
 */
export async function unpackPackages(
  names: readonly string[],
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const downloads = `${folder}.debs`;
  mkdirSync(folder, { recursive: true });
  mkdirSync(downloads, { recursive: true });
  try {
    await runCommand('apt-get', [...APT_OPTIONS, 'download', ...names], { cwd: downloads });
    const versions: Record<string, string> = {};
    for (const file of readdirSync(downloads)) {
      const archive = join(downloads, file);
      await runCommand('dpkg-deb', ['--extract', archive, folder]);
      const [name, version] = (await runCommand('dpkg-deb', ['--show', archive])).trim().split('\t');
      if (name !== undefined && version !== undefined) versions[name] = version;
    }
    return versions;
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}

/**
 * Follows the empty package that always names the newest cloud kernel.
 *
 * One real line of `apt-cache depends`: `  Depends: linux-image-6.1.0-56-cloud-amd64`
 */
export async function resolveKernelPackage(): Promise<string> {
  const output = await runCommand('apt-cache', ['depends', 'linux-image-cloud-amd64']);
  const name = /^\s+Depends: (linux-image-\d\S*)$/m.exec(output)?.[1];
  if (name === undefined)
    throw new Error(`linux-image-cloud-amd64 does not depend on a kernel image: ${output.trim()}`);
  return name;
}

/** Lists the library packages that `name` needs, directly or not, without libc6: it must match the host's loader. */
export async function listLibraryPackages(name: string): Promise<readonly string[]> {
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
    (kind) => `--no-${kind}`,
  );
  const output = await runCommand('apt-cache', ['depends', '--recurse', ...only, name]);
  return [...new Set(output.split('\n').filter((line) => /^lib(?!c6$)\S+$/.test(line)))];
}
