import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRawImage, type Disk } from '../../lab/disks.js';
import type { GuestOptions } from '../../lab/guest-options.js';
import { OrderPort } from '../../lab/order-port.js';
import type { Lab } from '../../lab/packages.js';
import { encodeQemuArgs, type GuestPaths, guestPaths } from '../../lab/qemu-args.js';
import { askMonitor } from '../../lab/raw-qmp.js';
import { TRUTH_LINE } from '../../lab/truth.js';
import type { PidSpace } from './pid-space.js';
import { SlowStorage } from './slow-storage.js';
import type { Inhabited } from './torment.js';
import type { Life, Truth } from './truth.js';

const START_MS = 120_000;
const CONTROL_MS = 60_000;
const MEBIBYTE = 2 ** 20;

/** `paused` machines never run, `linux` boots Linux, and `slow` boots it with a disk on a slow NBD server. */
export type LabKind = 'paused' | 'linux' | 'slow';

/** A directory with the sockets of one QEMU after another. */
export class LabPlace implements Inhabited {
  readonly kind: LabKind;
  readonly space: PidSpace;
  readonly truth: Truth;
  readonly #lab: Lab;
  readonly #number: number;
  readonly #directory: string;
  #guests = 0;
  #bootsFrom = 0;
  #life: Life | undefined;
  #paths: GuestPaths | undefined;
  #orders: OrderPort | undefined;
  #storage: SlowStorage | undefined;

  constructor(lab: Lab, space: PidSpace, truth: Truth, directory: string, number: number, kind: LabKind) {
    this.kind = kind;
    this.space = space;
    this.truth = truth;
    this.#lab = lab;
    this.#number = number;
    this.#directory = join(directory, `p${number}`);
    mkdirSync(this.#directory);
  }

  get life(): Life {
    return known(this.#life);
  }

  get pid(): number {
    return known(this.life.process).pid;
  }

  /** Every monitor: a client that keeps the poller out must hold them all. */
  get monitors(): readonly string[] {
    const { monitors, control } = known(this.#paths);
    return [...monitors, known(control)];
  }

  /** The server of the slow disk. */
  get storage(): SlowStorage {
    return known(this.#storage);
  }

  /** Starts a new guest. @param pid the pid that it gets, if that is free */
  async open(pid?: number): Promise<void> {
    await this.#start(this.#guests++, this.#pathsAt('home'), [], pid);
  }

  /** Kills the guest, in whatever state it is. */
  async close(): Promise<void> {
    this.#orders?.close();
    if (this.#life === undefined) return;
    this.truth.ends(this.#life);
    await this.space.kill(this.pid);
    this.truth.died(this.#life);
    await this.#storage?.close();
    this.#storage = undefined;
    this.#life = undefined;
  }

  /** Migrates the guest to another QEMU; the first one quits. */
  async migrate(): Promise<void> {
    const [source, control] = [this.life, known(this.#paths?.control)];
    const away = this.#pathsAt(`away${source.process?.pid}`);
    const socket = join(away.console, '..', 'incoming');
    await this.#start(this.#guests - 1, away, ['-incoming', `unix:${socket}`]);
    // The run state shows it at once, the balloon driver some time later.
    const arriving = { answers: 'all', newSession: true, lingersMs: 4000 } as const;
    const target = this.truth.trouble(this.life, 'arriving', arriving);
    await askMonitor(control, 'migrate', { uri: `unix:${socket}` }, CONTROL_MS);
    await this.#untilMigrated(control);
    target.endedMs = Date.now();
    this.truth.ends(source);
    await askMonitor(control, 'quit', undefined, CONTROL_MS).catch(() => undefined);
    await this.space.reap(known(source.process).pid);
    this.truth.died(source);
  }

  /** Sends a command to the lab's own monitor. */
  async control(execute: string, args?: object): Promise<void> {
    await askMonitor(known(this.#paths?.control), execute, args, CONTROL_MS);
    // What the guest has printed before it was reset does not count, also when it was just about to have booted.
    if (execute === 'system_reset') this.#bootsFrom = this.#console().length;
  }

  /** Runs a command in the guest, as soon as it has booted. */
  async run(command: string): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (!TRUTH_LINE.test(this.#console().slice(this.#bootsFrom))) {
      if (Date.now() > deadline) throw new Error(`${this.life.name} did not boot within ${START_MS} ms`);
      await sleep(50);
    }
    await known(this.#orders).run(command, CONTROL_MS);
  }

  async #untilMigrated(control: string): Promise<void> {
    for (;;) {
      const status = await askMonitor(control, 'query-migrate', undefined, CONTROL_MS);
      const { status: word } = status as { status?: string };
      if (word === 'completed') return;
      if (word === 'failed' || word === 'cancelled') throw new Error(`the migration ${word}`);
      await sleep(50);
    }
  }

  #console(): string {
    const { console } = known(this.#paths);
    return existsSync(console) ? readFileSync(console, 'latin1') : '';
  }

  #pathsAt(name: string): GuestPaths {
    const directory = join(this.#directory, name);
    mkdirSync(directory, { recursive: true });
    return guestPaths(directory, { control: true });
  }

  async #start(serial: number, paths: GuestPaths, extraArgs: readonly string[], pid?: number): Promise<void> {
    const id = `${this.#number}x${serial}`;
    const disk = await this.#disk(id);
    const options = this.#options(serial, disk, extraArgs);
    rmSync(paths.console, { force: true });
    const command = [this.#lab.qemu, ...encodeQemuArgs(this.#lab, options, paths)];
    const log = join(this.#directory, 'qemu.log');
    const started = await (pid === undefined
      ? this.space.start(command, log)
      : this.space.startAs(pid, command, log));
    const life = this.truth.announce({
      place: `p${this.#number}`,
      name: known(options.name),
      uuid: known(options.uuid),
      socket: `unix:${paths.monitors[0]}`,
      memoryBytes: known(options.memoryMiB) * MEBIBYTE,
      disks: [`d${id}`],
      process: { pid: started, startTicks: startTicksOf(await this.space.readStat(started)) },
      // The most that an emulated guest can do; its main loop, its vCPU and its workers share two cores.
      limits: { cores: 2.2, diskBytesPerSecond: 4 * 2 ** 30, diskOperationsPerSecond: 200_000 },
    });
    // When its control monitor answers, the main loop runs, and the other monitors answer too.
    await this.#untilUp(known(paths.control));
    this.truth.born(life);
    this.#life = life;
    this.#paths = paths;
    this.#bootsFrom = 0;
    this.#orders?.close();
    this.#orders = new OrderPort(paths.orders);
  }

  #options(serial: number, disk: Disk, extraArgs: readonly string[]): GuestOptions & { memoryMiB: number } {
    const isLinux = this.kind !== 'paused';
    const serialDigits = (this.#number * 4096 + serial).toString(16).padStart(12, '0');
    return {
      // Each guest of a place has the name of the one before.
      name: `chaos${this.#number}`,
      uuid: `00000000-0000-4000-a000-${serialDigits}`,
      // The least that Linux boots in, and another size for each guest of a place.
      memoryMiB: (isLinux ? 112 : 40) + 2 * ((serial * 8 + this.#number) % 16),
      disks: [disk],
      kernel: isLinux,
      stopped: !isLinux,
      extraArgs,
    };
  }

  async #disk(id: string): Promise<Disk> {
    if (this.kind !== 'slow')
      return { ...createRawImage(this.#directory, 'disk', 8), id: `d${id}`, format: 'raw' };
    this.#storage ??= await SlowStorage.start(this.space, join(this.#directory, 'nbd'));
    return { id: `d${id}`, blockdev: this.#storage.blockdev };
  }

  async #untilUp(control: string): Promise<void> {
    const deadline = Date.now() + START_MS;
    for (;;) {
      try {
        await askMonitor(control, 'query-status', undefined, START_MS);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(20);
      }
    }
  }
}

/** Field 22 of proc_pid_stat(5); the name may contain anything, also parentheses and spaces. */
function startTicksOf(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no guest lives here');
  return value;
}
