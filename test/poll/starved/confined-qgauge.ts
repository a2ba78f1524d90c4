import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Problem } from '../../../src/model/problem.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { createCgroup } from '../../lab/cgroup.js';
import { MAIN } from '../../run-qgauge.js';
import { endAll } from './busy-loops.js';

/** How qgauge is kept from the CPU: by the priority of its process, or by the quota of its control group. */
export type Confinement = { readonly nice: number } | { readonly cores: number };

/** What is known of one guest, in a sweep or in a list. */
export interface Shown {
  readonly socket: string | null | undefined;
  readonly problem: Problem | null | undefined;
}

/**
 * Runs a qgauge that gets little CPU. Yields the lines of its standard output; it is ended with the reading, or by the signal:
 * a machine with much else to do may never give it a turn.
 */
async function* runConfined(
  args: readonly string[],
  confinement: Confinement,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const nice = 'nice' in confinement ? ['nice', '-n', String(confinement.nice)] : [];
  // It begins when it is where it belongs.
  const words = ['-c', 'read -r _ && exec "$@"', 'sh', ...nice, process.execPath, MAIN, ...args];
  const child = spawn('sh', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  await using _group = 'cores' in confinement ? confine(child.pid ?? 0, confinement.cores) : undefined;
  const end = () => child.kill('SIGKILL');
  signal.addEventListener('abort', end);
  try {
    child.stdin.end('\n');
    yield* createInterface(child.stdout);
  } finally {
    signal.removeEventListener('abort', end);
    await endAll([child]);
  }
}

function confine(pid: number, cores: number): AsyncDisposable {
  return createCgroup(pid, { memoryBytes: 2 ** 30, cores, tasks: 1000 });
}

/** Every snapshot of a stream that takes one each second, as far as it can. */
export async function* streamConfined(
  sockets: readonly string[],
  confinement: Confinement,
  signal: AbortSignal,
): AsyncGenerator<Snapshot, void, undefined> {
  const args = ['stream', '-f', '1', '-p', 'ndjson', '-q', ...sockets];
  for await (const line of runConfined(args, confinement, signal)) yield JSON.parse(line);
}

/** The guests of a list, by a program that has just been started; none when the signal has ended it. */
export async function listConfined(
  sockets: readonly string[],
  confinement: Confinement,
  signal: AbortSignal,
): Promise<readonly Shown[]> {
  const lines: string[] = [];
  for await (const line of runConfined(['ls', '--json', ...sockets], confinement, signal)) lines.push(line);
  return signal.aborted ? [] : JSON.parse(lines.join('\n')).guests;
}
