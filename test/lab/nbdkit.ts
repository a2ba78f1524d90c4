import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { labCacheFolder } from './checkout.js';
import { unpackPackages, updatePackageLists, whyNotDebian } from './debian.js';
import { withFileLock } from './file-lock.js';
import { findCommand } from './run-command.js';

const START_TIMEOUT_MS = 60_000;

/** nbdkit with its plugins: unpacked beside the guest's files, or the host's own. */
interface Nbdkit {
  readonly program: string;
  readonly part: (kind: 'plugin' | 'filter', name: string) => string;
}

/** A disk in memory behind a unix socket, for QEMU's nbd driver. */
export interface SlowDisk extends AsyncDisposable {
  readonly socket: string;
  /** While it is stopped it takes connections, and answers none. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
}

/**
 * Serves a disk in memory that delays each write by `writeDelayMs`, and no read.
 *
 * @throws {Error} when nbdkit is not installed and cannot be fetched, or does not start
 */
export async function serveSlowDisk(
  directory: string,
  mebibytes: number,
  writeDelayMs: number,
): Promise<SlowDisk> {
  const { program, part } = await findNbdkit();
  const socket = join(directory, 'nbd.sock');
  const filter = `--filter=${part('filter', 'delay')}`;
  const plugin = [part('plugin', 'memory'), `${mebibytes}M`, `wdelay=${writeDelayMs}ms`];
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', program, '--foreground', '--unix', socket, filter, ...plugin],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  for (const deadline = Date.now() + START_TIMEOUT_MS; !existsSync(socket); await sleep(10)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('nbdkit does not start');
  }
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { socket, signal: (name) => child.kill(name), [Symbol.asyncDispose]: stop };
}

async function findNbdkit(): Promise<Nbdkit> {
  const installed = findCommand('nbdkit');
  if (installed) return { program: installed, part: (_, name) => name };
  const cache = labCacheFolder();
  const root = join(cache, 'nbdkit');
  if (!existsSync(root)) await withFileLock(join(cache, 'lock'), () => unpackNbdkit(cache, root));
  const libraries = join(root, 'usr/lib', readdirSync(join(root, 'usr/lib'))[0] ?? '', 'nbdkit');
  const bin = ['usr/bin/nbdkit', 'usr/sbin/nbdkit'].map((path) => join(root, path)).find(existsSync);
  return {
    program: bin ?? '',
    part: (kind, name) => join(libraries, `${kind}s`, `nbdkit-${name}-${kind}.so`),
  };
}

/** Another process may have unpacked it while this one waited. The folder appears when it is complete. */
async function unpackNbdkit(cache: string, root: string): Promise<void> {
  if (existsSync(root)) return;
  const obstacle = whyNotDebian();
  if (obstacle !== undefined) throw new Error(`nbdkit is not installed, and ${obstacle}`);
  if (process.getuid?.() === 0) await updatePackageLists();
  const work = mkdtempSync(join(cache, 'nbdkit.new-'));
  try {
    // QEMU has brought the libraries that it needs.
    await unpackPackages(['nbdkit'], work);
    renameSync(work, root);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
