import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import type { PollOptions } from '../../../src/poll/poll-options.js';
import { MAIN, type Run, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** A guest in a sweep of {@link LendingDaemon}. */
export interface ShownGuest {
  readonly name: string;
  readonly problem?: Problem;
  readonly runState?: string;
  readonly rssBytes?: number;
  readonly lastGoodSeconds?: number;
}

export interface ShownSweep {
  readonly guests: readonly ShownGuest[];
  readonly warnings: readonly string[];
}

const PROGRAM = join(import.meta.dirname, 'lend-child.js');

/** The built poller and lend server in a process of their own, and commands that may borrow from them. */
export class LendingDaemon {
  readonly pid: number | undefined;
  readonly #directory: string;
  readonly #child: ChildProcess;
  readonly #sweeps: AsyncIterator<string>;

  private constructor(directory: string, child: ChildProcess, sweeps: AsyncIterator<string>) {
    this.pid = child.pid;
    this.#directory = directory;
    this.#child = child;
    this.#sweeps = sweeps;
  }

  /** Starts it; it ends with the test. */
  static async start(
    poll: Omit<PollOptions, 'holdByName' | 'signal'> & { readonly holdByName?: object },
  ): Promise<LendingDaemon> {
    const directory = await temporaryDirectory();
    const options = JSON.stringify({ path: join(directory, 'lend.sock'), poll });
    const child = spawn(process.execPath, [PROGRAM, options], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(async () => {
      child.stdin.end();
      child.stdout.resume();
      if (child.exitCode === null) await once(child, 'exit');
    });
    const sweeps = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return new LendingDaemon(directory, child, sweeps);
  }

  /** Runs a command that finds this daemon. */
  run(...args: readonly string[]): Promise<Run> {
    return runQgauge(args, { through: this.#through });
  }

  /** Starts a command whose standard input stays open; it is killed with the test. */
  start(...args: readonly string[]): ChildProcess {
    const env = { ...process.env, QGAUGE_RUNTIME_DIRECTORY: this.#directory };
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return child;
  }

  async next(): Promise<ShownSweep> {
    const { done, value } = await this.#sweeps.next();
    if (done === true) throw new Error(`the daemon has ended with ${this.#child.exitCode}`);
    return JSON.parse(value);
  }

  /** The first sweep from now on with a guest as is wanted. @throws {Error} when none is in the next hundred */
  async until(name: string, isWanted: (guest: ShownGuest) => boolean): Promise<ShownGuest> {
    let last: ShownSweep | undefined;
    for (let sweep = 0; sweep < 100; sweep++) {
      last = await this.next();
      const guest = last.guests.find((one) => one.name === name);
      if (guest && isWanted(guest)) return guest;
    }
    throw new Error(`never seen; last: ${JSON.stringify(last)}`);
  }

  get #through(): readonly string[] {
    return ['env', `QGAUGE_RUNTIME_DIRECTORY=${this.#directory}`];
  }
}

/** Whether QEMU has answered. */
export function hasAnswered({ runState }: ShownGuest): boolean {
  return runState !== undefined;
}

export function isLent({ problem }: ShownGuest): boolean {
  return problem?.kind === 'lent';
}
