import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findCheckoutRoot } from './checkout.js';
import type { GuestFiles } from './guest-files.js';
import { readKernelModules } from './kernel-modules.js';
import { runCommand } from './run-command.js';

/** In the order in which they load; virtio_mmio serves the microvm machine, the virtio_pci ones all others. */
const MODULES = [
  'virtio_ring',
  'virtio',
  'virtio_pci_legacy_dev',
  'virtio_pci_modern_dev',
  'virtio_pci',
  'virtio_mmio',
  'virtio_balloon',
  'virtio_mem',
  'virtio_blk',
  'failover',
  'net_failover',
  'virtio_net',
  'virtio_console',
  // The keyboard and the power button, for who reads them in the guest.
  'evdev',
  'button',
];

/** Raised when this file changes the content of the image, so that no older image in the cache is used. */
const LAYOUT = 1;

/** Finds the image of exactly these files and this init script; undefined when it is not built yet. */
export function findInitramfs(cache: string, files: GuestFiles): string | undefined {
  const path = initramfsPath(cache, files);
  return existsSync(path) ? path : undefined;
}

/**
 * Builds the guest's whole file system, and resolves to the image's path. It appears under that path only when complete.
 *
 * The image is not compressed: unpacking would cost each emulated guest a third of a second.
 */
export async function buildInitramfs(cache: string, files: GuestFiles): Promise<string> {
  const path = initramfsPath(cache, files);
  if (existsSync(path)) return path;
  const work = mkdtempSync(join(cache, 'initramfs.new-'));
  try {
    const tree = join(work, 'tree');
    layOutTree(tree, files);
    const names = ['.', ...readdirSync(tree, { recursive: true, encoding: 'utf8' })];
    const image = join(work, 'image');
    const args = ['--create', '--format=newc', '--owner=+0:+0', '--quiet', '--file', image];
    await runCommand('cpio', args, { cwd: tree, input: `${names.join('\n')}\n` });
    renameSync(image, path);
    return path;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function layOutTree(tree: string, files: GuestFiles): void {
  const place = (from: string, to: string): void => {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    copyFileSync(from, join(tree, to));
  };
  mkdirSync(join(tree, 'modules'), { recursive: true });
  writeFileSync(join(tree, 'init'), readInitScript(), { mode: 0o755 });
  place(files.busybox, 'bin/busybox');
  place(files.agent, 'usr/sbin/qemu-ga');
  for (const library of files.libraries) place(library, libraryPath(library));
  const modules = readKernelModules(files.modulesFolder, MODULES);
  for (const { name, content } of modules) writeFileSync(join(tree, 'modules', `${name}.ko`), content);
  writeFileSync(join(tree, 'modules/order'), modules.map(({ name }) => `${name}\n`).join(''));
}

/** The path of the loader is fixed in every program; the libraries go where it looks first. */
function libraryPath(library: string): string {
  const name = basename(library);
  return name.startsWith('ld-linux') ? `lib64/${name}` : `lib/x86_64-linux-gnu/${name}`;
}

function initramfsPath(cache: string, files: GuestFiles): string {
  const hash = createHash('sha256').update(JSON.stringify([LAYOUT, MODULES, files.versions]));
  return join(cache, `initramfs-${hash.update(readInitScript()).digest('hex').slice(0, 16)}.cpio`);
}

function readInitScript(): string {
  return readFileSync(join(findCheckoutRoot(), 'test', 'lab', 'init.sh'), 'utf8');
}
