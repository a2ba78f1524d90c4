import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { parseAddress } from '../src/protocol/transport/address.js';
import { connect } from '../src/protocol/transport/connect.js';

export interface BareOptions {
  readonly cwd?: string;
  /** What the process calls itself instead of its program's name. */
  readonly argv0?: string;
  /** A program with its arguments that becomes the QEMU, e.g. `chroot /dir`. */
  readonly through?: readonly string[];
  /** What to wait for: an address that takes a connection. A monitor is not asked for its greeting, and stays free. */
  readonly ready?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface BareQemu {
  readonly pid: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** A machine that never runs: its monitor and its threads are real, and it costs a tenth of a second. */
export const PAUSED_MACHINE = [
  '-machine',
  'q35',
  '-accel',
  'tcg',
  '-m',
  '32',
  '-S',
  '-nodefaults',
  '-display',
  'none',
];

/** Starts a QEMU with exactly these arguments; it ends with the test. */
export async function startBareQemu(
  qemu: string,
  args: readonly string[],
  options: BareOptions = {},
): Promise<BareQemu> {
  const { through = [], cwd, argv0, ready, env } = options;
  // A QEMU of another Debian is started by a script, which learns the name from ARGV0.
  const renamed = ['bash', '-c', 'export ARGV0="$0"; exec -a "$0" "$@"', argv0 ?? '', qemu];
  const program = argv0 === undefined ? [qemu] : renamed;
  const [first = '', ...rest] = ['setpriv', '--pdeathsig', 'KILL', ...through, ...program, ...args];
  const child = spawn(first, rest, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGKILL');
    child.stderr?.destroy();
    await exited;
  };
  onTestFinished(stop);
  for (let tries = 0; ready !== undefined && !(await takesConnections(ready)); tries++) {
    if (child.exitCode !== null || tries > 500) throw new Error(`QEMU did not come up: ${complaint}`);
    await sleep(20);
  }
  return { pid: child.pid ?? 0, child, stop };
}

async function takesConnections(address: string): Promise<boolean> {
  try {
    const stream = await connect(parseAddress(address));
    // Taken up before it leaves, lest it wait in the monitor's queue when the test begins.
    await new Promise((resolve) => stream.once('data', resolve).once('error', resolve));
    stream.destroy();
    return true;
  } catch {
    return false;
  }
}
