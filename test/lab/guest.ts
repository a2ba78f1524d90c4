import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GuestConsole } from './guest-console.js';
import type { GuestOptions } from './guest-options.js';
import { inTurn } from './in-turn.js';
import { OrderPort, type OrderResult } from './order-port.js';
import type { Lab } from './packages.js';
import { encodeQemuArgs, type GuestPaths, guestPaths } from './qemu-args.js';
import { QemuProcess } from './qemu-process.js';
import { askMonitor } from './raw-qmp.js';
import { TRUTH_LINE, type Truth } from './truth.js';

const BOOT_TIMEOUT_MS = 120_000;
const CONTROL_TIMEOUT_MS = 60_000;
const RUN_TIMEOUT_MS = 60_000;
const TRUTH_TIMEOUT_MS = 60_000;

/** A longer TMPDIR would leave no room for the name of a socket: its path has at most 107 bytes. */
const TEMPORARY_FOLDER_LENGTH_MAX = 70;

/**
 * Starts a guest and resolves once it has booted: its first line of truth is on the console. A stopped guest, or one
 * without a kernel, counts as started when its monitor answers.
 *
 * @throws {Error} with the last lines of the console and the output of QEMU when it does not boot; nothing is left behind
 */
export async function bootGuest(lab: Lab, options: GuestOptions = {}): Promise<LabGuest> {
  const base = tmpdir().length <= TEMPORARY_FOLDER_LENGTH_MAX ? tmpdir() : '/tmp';
  const directory = mkdtempSync(join(base, 'qlab-'));
  const paths = guestPaths(directory, options);
  let started: QemuProcess | undefined;
  try {
    started = await QemuProcess.start(
      lab.qemu,
      encodeQemuArgs(lab, options, paths),
      directory,
      options.namespace,
    );
    await waitUntilUp(started, options, paths);
    const vncPort = options.vnc === true ? await readVncPort(paths.control) : undefined;
    return new LabGuest(started, directory, options, paths, vncPort);
  } catch (error) {
    await started?.kill();
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** A running guest, with all its files in one temporary directory. Its owner stops it, best with `await using`. */
export class LabGuest {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly pid: number;
  readonly directory: string;
  /** QEMU's command line, without the program's name. */
  readonly args: readonly string[];
  /** Sockets of the monitors for the code under test; the lab does not touch these while the guest runs. */
  readonly monitors: readonly string[];
  readonly controlPath: string | undefined;
  readonly agentPath: string | undefined;
  readonly vncPort: number | undefined;
  readonly #process: QemuProcess;
  readonly #console: GuestConsole;
  readonly #orders: OrderPort;
  readonly #inTurn = inTurn();

  constructor(
    process: QemuProcess,
    directory: string,
    options: GuestOptions,
    paths: GuestPaths,
    vncPort: number | undefined,
  ) {
    this.name = options.name;
    this.uuid = options.uuid;
    this.pid = process.pid;
    this.directory = directory;
    this.args = process.args;
    this.monitors = paths.monitors;
    this.controlPath = paths.control;
    this.agentPath = paths.agent;
    this.vncPort = vncPort;
    this.#process = process;
    this.#console = new GuestConsole(paths.console, process);
    this.#orders = new OrderPort(paths.orders);
  }

  /** Resolves when QEMU has ended, also by itself. */
  get exited(): Promise<void> {
    return this.#process.exited;
  }

  consoleText(): string {
    return this.#console.text();
  }

  /** Resolves to the first match on the console, past lines included; `from` is an offset in {@link consoleText}. */
  waitForConsole(pattern: RegExp, timeoutMs: number, from?: number): Promise<RegExpMatchArray> {
    return this.#console.waitFor(pattern, timeoutMs, from);
  }

  /** Resolves to what the guest reads in its own /proc at a moment after the call; takes about a second. */
  truth(timeoutMs = TRUTH_TIMEOUT_MS): Promise<Truth> {
    return this.#console.nextTruth(timeoutMs);
  }

  /** Runs a shell command inside the guest; commands given at the same time run one after the other. */
  run(command: string, timeoutMs = RUN_TIMEOUT_MS): Promise<OrderResult> {
    return this.#orders.run(command, timeoutMs);
  }

  /** Sends one command to the lab's own monitor and resolves to what it returns. */
  control(execute: string, args?: object): Promise<unknown> {
    const path = this.controlPath;
    if (path === undefined) throw new Error('this guest was booted without a control monitor');
    return this.#inTurn(() => askMonitor(path, execute, args, CONTROL_TIMEOUT_MS));
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#process.signal(name);
  }

  /** Kills QEMU, also a stopped one, and removes the directory; the second call does nothing. */
  async stop(): Promise<void> {
    this.#orders.close();
    await this.#process.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

async function waitUntilUp(running: QemuProcess, options: GuestOptions, paths: GuestPaths): Promise<void> {
  const timeoutMs = options.bootTimeoutMs ?? BOOT_TIMEOUT_MS;
  if (options.kernel !== false && options.stopped !== true) {
    const console = new GuestConsole(paths.console, running);
    const [line] = await console.waitFor(new RegExp(`${TRUTH_LINE.source}|Kernel panic`, 'm'), timeoutMs);
    if (!line.startsWith('TRUTH')) throw new Error(`the guest panicked; its console:\n${console.text()}`);
    return;
  }
  const monitor = paths.control ?? paths.monitors[0];
  if (monitor !== undefined) await waitForMonitor(running, monitor, Date.now() + timeoutMs);
}

/** The socket appears while QEMU still builds its machine; only an answer shows that it is done. */
async function waitForMonitor(running: QemuProcess, path: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      await askMonitor(path, 'query-status', undefined, Math.max(1, deadline - Date.now()));
      return;
    } catch (error) {
      const ending = running.ending();
      if (ending !== undefined) throw new Error(ending, { cause: error });
      if (Date.now() > deadline) throw error;
      await sleep(10);
    }
  }
}

/** QEMU uses the first free display; its port is a string in the answer. */
async function readVncPort(control: string | undefined): Promise<number> {
  if (control === undefined) throw new Error('a guest with VNC needs a control monitor to report its port');
  const answer = await askMonitor(control, 'query-vnc', undefined, CONTROL_TIMEOUT_MS);
  const known = typeof answer === 'object' && answer !== null && 'service' in answer;
  if (!known) throw new Error(`query-vnc names no port: ${JSON.stringify(answer)}`);
  return Number(answer.service);
}
