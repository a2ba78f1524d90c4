import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, onTestFinished, test } from 'vitest';
import type { GuestList } from '../../src/formats/list/guest-list.js';
import { type CollectRun, collectRecord, type Run, runQgauge } from '../run-qgauge.js';
import { describeLab, isCi } from './context.js';
import { openDescriptors } from './open-descriptors.js';
import type { Lab } from './packages.js';
import { askMonitor } from './raw-qmp.js';
import { whyNoTap } from './tap.js';

/** A QEMU starts within a second; a busy machine may take many times that. */
const START_TIMEOUT_MS = 90_000;
const PAUSE_MS = 20;

/** The host's own /sys and /run, and a state directory that no other run has seen. */
const FURNISH = `read -r pid rest < /proc/self/stat
mount -t proc proc /proc && mount -t sysfs sysfs /sys && mount -t tmpfs run /run && mount -t tmpfs lib /var/lib &&
  ip link set lo up && echo $pid && read -r end`;

/** Enters a directory, tells the pid on descriptor 3, and becomes the program. */
const BECOME = 'cd "$0" && echo $$ >&3 && exec "$@" 3>&-';

/** Connects to a socket, passes its first line on, and waits for the end of standard input. */
const HOLD = `$| = 1; socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un(shift)) or die $!; print scalar <S>; <STDIN>`;

export interface StartOptions {
  /** The working directory (default: the host's own). */
  readonly cwd?: string;
  /** The QEMU (default: that of the lab). */
  readonly program?: string;
  /** A program with its arguments that becomes the QEMU, e.g. `unshare --net`. */
  readonly through?: readonly string[];
  /** Descriptors that the QEMU inherits, e.g. `{ 3: 'listen:/run/qmp.sock' }`: see {@link openDescriptors}. */
  readonly descriptors?: { readonly [number: number]: string };
  /** The path of the monitor whose greeting is waited for. It is left again, and free. */
  readonly monitor?: string;
}

/** Declares tests that need hosts: as {@link describeLab}, and as root, who may make namespaces and taps. */
export function describeHost(name: string, declare: (lab: Lab) => void): void {
  const obstacle = whyNoTap();
  if (obstacle === undefined) {
    describeLab(name, declare);
    return;
  }
  describe(name, () => {
    if (isCi()) {
      test('has a host', () => {
        throw new Error(obstacle);
      });
    } else {
      test.skip(obstacle, () => undefined);
    }
  });
}

/**
 * A host with pids, mounts and a network of its own: only the QEMUs that are started on it are seen there, and all of them
 * end with it. Its /tmp, /usr and devices are those of this machine; /run and /var/lib are empty, and its own.
 */
export class LabHost {
  /** The same path inside and outside; gone with the host. */
  readonly directory: string;
  readonly #qemu: string;
  /** The pid of the host's first process on this machine. */
  readonly #pid: number;

  private constructor(qemu: string, directory: string, pid: number) {
    this.#qemu = qemu;
    this.directory = directory;
    this.#pid = pid;
  }

  /** Creates a host that ends with the running test. */
  static async start(qemu: string): Promise<LabHost> {
    const directory = mkdtempSync(join(tmpdir(), 'qh-'));
    const namespaces = ['--pid', '--fork', '--kill-child', '--mount', '--net'];
    // The first process ends with its standard input, and so with this process; all others of the host end with it.
    const first = spawn('unshare', [...namespaces, 'sh', '-c', FURNISH], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      first.stdin.end();
      await exitOf(first);
      rmSync(directory, { recursive: true, force: true });
    });
    return new LabHost(qemu, directory, await readNumber(first.stdout));
  }

  /** Put before a command, runs it on this host, as root. */
  get through(): readonly string[] {
    return ['nsenter', `--target=${this.#pid}`, '--pid', '--mount', '--net', '--'];
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** How this machine reaches a file of the host. */
  outside(path: string): string {
    // A link to an absolute path would lead back to this machine.
    return `/proc/${this.#pid}/root${path.replace(/^\/var\/run\//, '/run/')}`;
  }

  /** Reads a file as a process of the host sees it. */
  read(path: string): string {
    return readFileSync(this.outside(path), 'utf8');
  }

  write(path: string, content: string | Uint8Array): void {
    writeFileSync(this.outside(path), content);
  }

  /**
   * Runs a shell script in the host's directory, and resolves to what it prints.
   *
   * @throws {Error} with its standard error when it ends with a status other than 0
   */
  async shell(script: string): Promise<string> {
    const [program = '', ...args] = [...this.through, 'sh', '-ec', `cd '${this.directory}'\n${script}`];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
    if (child.exitCode !== 0) throw new Error(`the script ended with ${child.exitCode}: ${complaint}`);
    return output;
  }

  /** Makes a block device of a file of the host's directory, until the test ends, and resolves to its path. */
  async attachLoop(name: string): Promise<string> {
    const device = (await this.shell(`losetup --find --show ${name}`)).trim();
    // A QEMU that still has it open gives it back with its own end.
    onTestFinished(async () => void (await this.shell(`losetup --detach ${device}`)));
    return device;
  }

  /**
   * Starts a QEMU with exactly these arguments, and resolves to its pid on this host.
   *
   * Without a monitor it is ready when the program has started. One with `-daemonize` has written its pid file by then.
   *
   * @throws {Error} with what QEMU printed when it ends, or does not greet in time
   */
  async startQemu(args: readonly string[], options: StartOptions = {}): Promise<number> {
    const { cwd = this.directory, program = this.#qemu, through = [], descriptors = {}, monitor } = options;
    const start = [...through, ...openDescriptors(descriptors), program, ...args];
    const [first = '', ...rest] = [...this.through, 'sh', '-c', BECOME, cwd, ...start];
    const child = spawn(first, rest, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    const qemu = new StartingQemu(child);
    const pid = await qemu.pid;
    await qemu.until(() => this.#program(pid).startsWith(program) || child.exitCode === 0);
    if (args.includes('-daemonize')) await qemu.until(() => child.exitCode === 0);
    if (monitor !== undefined) await qemu.until(() => this.#greets(monitor));
    return args.includes('-daemonize') ? Number(this.read(args[args.indexOf('-pidfile') + 1] ?? '')) : pid;
  }

  /** Starts a machine that never runs, with a monitor at `NAME.sock` of the host's directory. */
  async startPaused(name: string, args: readonly string[], options: StartOptions = {}): Promise<number> {
    const path = this.path(`${name}.sock`);
    const monitor = ['-qmp', `unix:${path},server=on,wait=off`];
    return await this.startQemu([...PAUSED, '-name', name, ...args, ...monitor], {
      monitor: path,
      ...options,
    });
  }

  /** Resolves when a unix socket of this path listens; nobody has connected to it then. */
  async untilListening(path: string): Promise<void> {
    await until(() => socketsNamed(path, this.#pid).length > 0, `nothing listens at ${path}`);
  }

  /** One command to a monitor of this host by path, not through the client under test. */
  async ask(path: string, command: string, args?: object): Promise<unknown> {
    const answer = await askMonitor(this.outside(path), command, args, START_TIMEOUT_MS);
    // QEMU has noticed that we have left: the monitor is free, as it was. Its end is in the network of its client.
    await until(() => socketsNamed(path, 'self').length === 0, `${path} is still held`);
    return answer;
  }

  /** Holds a monitor until the test ends, as a manager does, and resolves to the pid of the program, a perl. */
  async hold(path: string): Promise<number> {
    const [first = '', ...rest] = [
      ...this.through,
      'sh',
      '-c',
      BECOME,
      '/',
      'perl',
      '-MSocket',
      '-e',
      HOLD,
      path,
    ];
    const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
    const pid = await readNumber(child.stdio[3] as NodeJS.ReadableStream);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    return pid;
  }

  async qgauge(args: readonly string[], through: readonly string[] = []): Promise<Run> {
    return await runQgauge(args, { through: [...this.through, ...through] });
  }

  async ls(args: readonly string[] = []): Promise<GuestList> {
    const { stdout, stderr } = await this.qgauge(['ls', '--json', '--timeout', '30', ...args]);
    if (stdout === '') throw new Error(`ls printed nothing: ${stderr}`);
    return JSON.parse(stdout);
  }

  /** The extended record of this host. */
  async collect(args: readonly string[] = []): Promise<CollectRun> {
    return await collectRecord(['--extended', '--timeout', '30', ...args], { through: this.through });
  }

  async #greets(monitor: string): Promise<boolean> {
    try {
      await this.ask(monitor, 'query-name');
      return true;
    } catch {
      return false;
    }
  }

  #program(pid: number): string {
    try {
      return this.read(`/proc/${pid}/cmdline`);
    } catch {
      return '';
    }
  }
}

/** A machine without a screen or a card of its own that runs no code. */
const PAUSED = ['-machine', 'q35,accel=tcg', '-m', '64', '-nodefaults', '-display', 'none', '-S'];

/** The lines of sockets that are bound to exactly this path: what listens, and its ends of connections. */
function socketsNamed(path: string, pid: number | 'self'): readonly string[] {
  const lines = readFileSync(`/proc/${pid}/net/unix`, 'utf8').split('\n');
  return lines.filter((line) => line.endsWith(` ${path}`));
}

async function until(isReached: () => boolean, complaint: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!isReached()) {
    if (Date.now() > deadline) throw new Error(complaint);
    await sleep(PAUSE_MS);
  }
}

/** A program on its way to becoming a QEMU. */
class StartingQemu {
  readonly pid: Promise<number>;
  readonly #child: ChildProcess;
  #complaint = '';

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      this.#complaint += part;
    });
    this.pid = readNumber(child.stdio[3] as NodeJS.ReadableStream);
  }

  async until(isReached: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await isReached())) {
      const { exitCode } = this.#child;
      if ((exitCode ?? 0) !== 0 || Date.now() > deadline)
        throw new Error(`QEMU did not come up (${exitCode ?? 'too late'}): ${this.#complaint}`);
      await sleep(PAUSE_MS);
    }
  }
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The number on the first line, without waiting for more. */
async function readNumber(stream: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: stream })) return Number(line);
  throw new Error('a program ended before it told its pid');
}
