import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import validate from '../schemas/compiled/hv-monitor.js';
import type { HvMonitorRecord, HvMonitorVm } from '../src/formats/hv-monitor/record.js';

export const MAIN = join(import.meta.dirname, '..', 'dist', 'bin', 'main.js');

/** The words before a command that put it where no other process is: no QEMU of this host, whatever tests run. */
export const ALONE = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  ...['--pid', '--fork', '--mount-proc', '--mount'],
];

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start of the process to its end; with `signalWhen`, from the signal. */
  readonly ms: number;
  /** {@link readDeniedMs} meanwhile. */
  readonly deniedMs: number;
}

export interface RunOptions {
  /** Ends the command early, as a user would, once this has resolved. */
  readonly signalWhen?: () => Promise<unknown>;
  readonly signal?: NodeJS.Signals;
  readonly input?: string;
  /** A program with its arguments that runs the command, e.g. `unshare --pid …`. */
  readonly through?: readonly string[];
}

/** Runs the built command as a user does, in a process of its own. */
export function runQgauge(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const startedAt = performance.now();
  const deniedBeforeMs = readDeniedMs();
  const [program = '', ...rest] = [...(options.through ?? []), process.execPath, MAIN, ...args];
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  endWithTest(child);
  child.stdin.end(options.input ?? '');
  let signalledAt: number | undefined;
  return new Promise((resolve, reject) => {
    options.signalWhen?.().then(() => {
      signalledAt = performance.now();
      child.kill(options.signal ?? 'SIGINT');
    }, reject);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({
        ...{ status, stdout, stderr },
        ms: performance.now() - (signalledAt ?? startedAt),
        deniedMs: readDeniedMs() - deniedBeforeMs,
      });
    });
  });
}

/** How long processes of this machine have waited for a turn on a CPU since its start: proc_pressure(5); 0 where the kernel does not tell. */
export function readDeniedMs(): number {
  try {
    const [, microseconds] = /^some .*total=(\d+)$/m.exec(readFileSync('/proc/pressure/cpu', 'utf8')) ?? [];
    return Number(microseconds ?? 0) / 1000;
  } catch {
    return 0;
  }
}

/** How many times its limit a command may take on a machine that denies it its turns. */
const MOST_LIMITS = 3;

/** Checks that a command ended in time. Turns that a busy machine denies do not count, within bounds. */
export function expectOnTime({ ms, deniedMs }: Pick<Run, 'ms' | 'deniedMs'>, limitMs: number): void {
  expect(ms - deniedMs).toBeLessThan(limitMs);
  expect(ms).toBeLessThan(MOST_LIMITS * limitMs);
}

/** A test that has run out of time must not leave a poller behind, which would go on asking everybody's guests. */
function endWithTest(child: ChildProcess): void {
  try {
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
  } catch {
    // It is run for several tests, by a hook.
  }
}

export interface CollectRun extends Run {
  readonly record: HvMonitorRecord;
}

/** Runs `qgauge collect` and holds what it prints against the schema. */
export async function collectRecord(args: readonly string[], options?: RunOptions): Promise<CollectRun> {
  const run = await runQgauge(['collect', ...args], options);
  return { ...run, record: checkRecord(run.stdout, run.stderr) };
}

/** Checks that a text is one record as the schema has it, without a backslash, and nothing beside it. */
export function checkRecord(text: string, context = ''): HvMonitorRecord {
  expect(text, context).not.toContain('\\');
  const record: HvMonitorRecord = JSON.parse(text);
  validate(record);
  expect(validate.errors ?? [], text).toEqual([]);
  return record;
}

/** The only VM of a record. */
export function onlyVm(record: HvMonitorRecord): HvMonitorVm {
  const vms = Object.values(record.data.VMs);
  expect(Object.keys(record.data.VMs)).toHaveLength(1);
  return vms[0] as HvMonitorVm;
}
