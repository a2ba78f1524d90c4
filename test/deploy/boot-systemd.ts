import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findCheckoutRoot } from '../lab/checkout.js';

export const UNITS = join(findCheckoutRoot(), 'deploy', 'systemd');

const PATH = '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const LOOK_AGAIN_MS = 50;

/** A systemd with the units of deploy/systemd, which sees neither the network nor the processes of this host. */
export interface Systemd {
  /** Runs a command beside it, with `qgauge` in PATH. */
  readonly run: (...argv: readonly string[]) => Promise<Ended>;
  readonly end: () => Promise<void>;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/**
 * Boots the systemd of this host in namespaces of its own; needs root.
 *
 * @throws {Error} with what it has written, when it ends before it is up
 */
export async function bootSystemd(): Promise<Systemd> {
  const group = `qgauge-lab-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'qg-'));
  const script = join(import.meta.dirname, 'boot-systemd.sh');
  const child = spawn(script, [folder, group, findCheckoutRoot(), UNITS], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE: process.execPath },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const closed = once(child, 'close');
  const end = async () => {
    const init = findSystemd(child);
    // All others of its namespace are gone when the first process is.
    if (init === undefined) child.kill('SIGKILL');
    else process.kill(init, 'SIGKILL');
    await closed;
    rmdirSync(folder);
    for (const hierarchy of hierarchies()) removeGroups(join(hierarchy, group));
  };
  const init = await untilUp(child);
  if (init === undefined) {
    await end();
    throw new Error(`systemd did not start: ${output}`);
  }
  return { run: (...argv) => execute('nsenter', [...enter(init), ...argv]), end };
}

/** @returns the pid of systemd; `undefined` when it ended instead */
async function untilUp(child: ChildProcess): Promise<number | undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    const init = findSystemd(child);
    if (init !== undefined) {
      const { stdout } = await execute('nsenter', [
        ...enter(init),
        'systemctl',
        'is-system-running',
        '--wait',
      ]);
      if (/^(?:running|degraded)$/m.test(stdout)) return init;
    }
    await sleep(LOOK_AGAIN_MS);
  }
  return undefined;
}

/** The first process of the namespace, once it is systemd: it begins as a shell, in the namespaces of this host. */
function findSystemd({ pid = 0 }: ChildProcess): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    return children.find((child) => readFileSync(`/proc/${child}/comm`, 'utf8') === 'systemd\n');
  } catch {
    return undefined;
  }
}

function enter(pid: number): readonly string[] {
  const namespaces = ['--mount', '--pid', '--net', '--uts', '--ipc', '--cgroup', '--root', '--wd=/'];
  return ['--target', String(pid), ...namespaces, 'env', '--ignore-environment', `PATH=${PATH}`];
}

async function execute(program: string, args: readonly string[]): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const [status] = await once(child, 'close');
  return { status, ...texts, ms: performance.now() - startedAt };
}

function hierarchies(): readonly string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  return mounts.flatMap(([, target = '', type = '']) => (type.startsWith('cgroup') ? [target] : []));
}

/** A control group that is not empty cannot be removed; those of processes that have ended can. */
function removeGroups(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) removeGroups(join(folder, entry.name));
    rmdirSync(folder);
  } catch {
    // It is not in this hierarchy, or the last process is still ending.
  }
}
