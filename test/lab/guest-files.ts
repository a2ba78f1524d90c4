import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { listLibraryPackages, resolveKernelPackage, unpackPackages } from './debian.js';
import { runCommand } from './run-command.js';

/** What the guest runs. Unpacked and never installed: busybox-static, for one, would replace the host's busybox. */
export const GUEST_PACKAGES = ['linux-image-cloud-amd64', 'qemu-guest-agent', 'busybox-static'] as const;

/** The unpacked packages that a guest is made of. */
export interface GuestFiles {
  readonly kernel: string;
  /** Holds one folder, named after the kernel's version. */
  readonly modulesFolder: string;
  readonly busybox: string;
  readonly agent: string;
  /** The agent's libraries and its loader: paths on this host or among the unpacked files. */
  readonly libraries: readonly string[];
  /** Identifies the versions of all of it. */
  readonly versions: string;
}

/** Finds the files that {@link unpackGuestFiles} has unpacked; undefined when it has not run here. */
export async function findGuestFiles(cache: string): Promise<GuestFiles | undefined> {
  const root = join(cache, 'guest');
  if (!existsSync(root)) return undefined;
  const agent = join(root, 'usr/sbin/qemu-ga');
  const libraries = await resolveLibraries(agent, root);
  if (libraries.missing.length > 0)
    throw new Error(`qemu-ga needs ${libraries.missing.join(', ')}; delete ${root}`);
  return {
    kernel: join(root, 'boot', firstEntry(join(root, 'boot'), 'vmlinuz-')),
    modulesFolder: firstExisting(root, ['lib/modules', 'usr/lib/modules']),
    busybox: firstExisting(root, ['bin/busybox', 'usr/bin/busybox']),
    agent,
    libraries: libraries.found,
    versions: readFileSync(join(root, 'versions.json'), 'utf8'),
  };
}

/** Fetches the guest's packages. The folder appears under its final name only when it is complete. */
export async function unpackGuestFiles(cache: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'guest.new-'));
  try {
    const [kernelIndex, ...others] = GUEST_PACKAGES;
    const kernel = await resolveKernelPackage();
    let versions = await unpackPackages([kernel, ...others], work);
    const libraries = await resolveLibraries(join(work, 'usr/sbin/qemu-ga'), work);
    if (libraries.missing.length > 0) {
      const names = await listLibraryPackages('qemu-guest-agent');
      versions = { ...versions, ...(await unpackPackages(names, work)) };
    }
    writeFileSync(
      join(work, 'versions.json'),
      JSON.stringify({ [kernelIndex]: kernel, ...versions }, null, 2),
    );
    renameSync(work, join(cache, 'guest'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Asks the loader which libraries a program needs; those unpacked beside it come first.
 *
 * Real lines: `	libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f674c59d000)`, `	liburing.so.2 => not found`,
 * `	/lib64/ld-linux-x86-64.so.2 (0x00007f674c90a000)`
 */
async function resolveLibraries(
  program: string,
  root: string,
): Promise<{ found: string[]; missing: string[] }> {
  const folders = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((folder) => join(root, folder));
  const output = await runCommand('ldd', [program], { env: { LD_LIBRARY_PATH: folders.join(':') } });
  return {
    found: [...output.matchAll(/^\s+(?:\S+ => )?(\/\S+) \(0x/gm)].flatMap((match) => match[1] ?? []),
    missing: [...output.matchAll(/^\s+(\S+) => not found$/gm)].flatMap((match) => match[1] ?? []),
  };
}

/** Newer Debian packages install into /usr what older ones installed into the root. */
function firstExisting(root: string, candidates: readonly string[]): string {
  const path = candidates
    .map((candidate) => join(root, candidate))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`${root} has none of ${candidates.join(', ')}`);
  return path;
}

function firstEntry(folder: string, prefix: string): string {
  const name = readdirSync(folder).find((entry) => entry.startsWith(prefix));
  if (name === undefined) throw new Error(`${folder} holds no ${prefix}*`);
  return name;
}
