import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 60_000;

/** A running QEMU, which ends with this process at the latest. */
export class QemuProcess {
  readonly pid: number;
  readonly args: readonly string[];
  /** Resolves when QEMU has ended, for whatever reason. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #logPath: string;

  private constructor(child: ChildProcess, pid: number, args: readonly string[], logPath: string) {
    this.#child = child;
    this.pid = pid;
    this.args = args;
    this.#logPath = logPath;
    this.exited = once(child, 'exit').then(() => undefined);
  }

  /**
   * Starts QEMU and resolves once setpriv has become QEMU.
   *
   * setpriv asks the kernel to kill QEMU when the thread that spawned it ends, even by a signal, and then becomes QEMU:
   * the pid is QEMU's own.
   *
   * @param directory gets `qemu.log`, the output of QEMU
   * @param namespace the network namespace to run in (default: that of this process)
   */
  static async start(
    qemu: string,
    args: readonly string[],
    directory: string,
    namespace?: string,
  ): Promise<QemuProcess> {
    const logPath = join(directory, 'qemu.log');
    const log = openSync(logPath, 'a');
    try {
      // nsenter, like setpriv, becomes the program that it is given.
      const inside = namespace === undefined ? [] : ['nsenter', `--net=/run/netns/${namespace}`];
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...inside, qemu, ...args], {
        stdio: ['ignore', log, log],
      });
      await once(child, 'spawn');
      if (child.pid === undefined) throw new Error('setpriv has no pid');
      const running = new QemuProcess(child, child.pid, args, logPath);
      await running.#becomeQemu();
      return running;
    } finally {
      closeSync(log);
    }
  }

  /** Explains why QEMU is no longer running; undefined while it runs. */
  ending(): string | undefined {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) return undefined;
    return `QEMU ended with ${signalCode ?? `status ${exitCode}`}: ${this.log().trim()}`;
  }

  /** What QEMU printed. */
  log(): string {
    return readFileSync(this.#logPath, 'utf8');
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  /** Kills QEMU, also a stopped one, and resolves when it is gone. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  /** A reader of /proc/PID right after the start must not find the command line of setpriv. */
  async #becomeQemu(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (this.ending() === undefined && this.#programName().startsWith('setpriv')) {
      if (Date.now() > deadline) throw new Error('setpriv did not become QEMU');
      await sleep(2);
    }
  }

  #programName(): string {
    return readFileSync(`/proc/${this.pid}/cmdline`, 'utf8');
  }
}
