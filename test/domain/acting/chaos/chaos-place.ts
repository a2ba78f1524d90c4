import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRecord } from '../../../../src/support/decode.js';
import { createRawImage } from '../../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../../lab/guest.js';
import type { Lab } from '../../../lab/packages.js';
import { askMonitor } from '../../../lab/raw-qmp.js';
import { openLabGuest } from '../open-lab-guest.js';
import { installShutdown, reactToPowerButton } from '../power-button.js';
import { makeFileSystem, readFileSystemState } from './file-system.js';
import type { GuestLook } from './referee.js';

const ANSWER_MS = 60_000;
/** Of a Linux that was reset, on a busy machine. */
const BOOT_MS = 120_000;
/** From the end of who has frozen a guest, or from the limit of the freeze. */
const THAW_MS = 30_000;
const DISK = { blockdev: { driver: 'null-co', 'read-zeroes': true, size: 2 ** 20 } };
const QDEV = '/machine/peripheral/disk0/virtio-backend';
const UNHELPED: ReadonlySet<string> = new Set(['running', 'suspended', 'save-vm']);
const THROTTLE = 'block_set_io_throttle';
const UNLIMITED = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };

/** Where one guest lives after the other: each that has ended is replaced. */
export class ChaosPlace {
  readonly name: string;
  readonly isLinux: boolean;
  readonly #lab: Lab;
  /** For the images of its guests. */
  readonly #directory: string;
  /** To what earlier calls may lead its guest later. */
  readonly late = new Set<string>();
  #guest: LabGuest | undefined;

  constructor(lab: Lab, name: string, { isLinux, directory }: { isLinux: boolean; directory: string }) {
    this.#lab = lab;
    this.name = name;
    this.isLinux = isLinux;
    this.#directory = directory;
  }

  /** The guest that lives here; a new one when it has ended. */
  async guest(): Promise<LabGuest> {
    if (this.#guest !== undefined && !this.hasEnded) return this.#guest;
    await this.#guest?.stop();
    this.late.clear();
    const kind = this.isLinux
      ? { disks: [DISK, createRawImage(this.#directory, this.name, 16)] }
      : { disks: [DISK], kernel: false, memoryMiB: 64 };
    this.#guest = await bootGuest(this.#lab, { name: this.name, agent: true, ...kind });
    return this.#guest;
  }

  /** Whether its process is gone; a zombie is not reaped yet, and has no directory of descriptors. */
  get hasEnded(): boolean {
    return this.#guest === undefined || !existsSync(`/proc/${this.#guest.pid}/fd/0`);
  }

  /**
   * What the monitor of the lab says of it; `undefined` when it has ended. First the other one is used: what was sent there
   * before is done then.
   */
  async look(): Promise<GuestLook | undefined> {
    const guest = this.#guest;
    if (guest === undefined || this.hasEnded) return undefined;
    try {
      await askMonitor(guest.monitors[0] ?? '', 'query-name', undefined, ANSWER_MS);
      const runState = await runStateOf(guest);
      const isThrottled = (await limitOf(guest)) > 0;
      return { runState, isThrottled, isFrozen: await this.#isFrozen(guest) };
    } catch (error) {
      // A guest that has shut down takes a moment to end.
      await Promise.race([guest.exited, sleep(ANSWER_MS)]);
      if (this.hasEnded) return undefined;
      throw error;
    }
  }

  /**
   * Lets the guest run again, however it was stopped; one that is dumped does so by itself. A freeze is to end by itself.
   *
   * @returns what is wrong when it does not
   */
  async restore({ runState, isThrottled, isFrozen }: GuestLook): Promise<string | undefined> {
    const guest = await this.guest();
    if (isThrottled) await guest.control(THROTTLE, { id: QDEV, ...UNLIMITED });
    if (runState === 'suspended') await guest.control('system_wakeup');
    else if (runState === 'shutdown') await guest.control('system_reset');
    if (!UNHELPED.has(runState)) await guest.control('cont');
    // One that has just been stopped may have been frozen before.
    const mayBeFrozen = isFrozen || runState !== 'running';
    return mayBeFrozen && !(await this.#untilThawed()) ? 'nothing thaws the guest' : undefined;
  }

  async close(): Promise<void> {
    await this.#guest?.stop();
  }

  async #untilThawed(): Promise<boolean> {
    const endsAtMs = performance.now() + THAW_MS;
    while ((await this.look())?.isFrozen) if (performance.now() > endsAtMs) return false;
    return true;
  }

  /** Whether what writes in its guest waits, as far as that runs. A Linux that has booted is prepared first. */
  async #isFrozen(guest: LabGuest): Promise<boolean> {
    const endsAtMs = performance.now() + BOOT_MS;
    let why: unknown;
    while (this.isLinux && !this.hasEnded && (await runStateOf(guest)) === 'running') {
      const state = await readFileSystemState(guest);
      if (state === 'frozen' || state === 'thawed') return state === 'frozen';
      if (performance.now() > endsAtMs)
        throw new Error(`${this.name} does not answer; its console:\n${guest.consoleText()}`, { cause: why });
      if (state !== 'missing') continue;
      await prepare(guest).catch((error: unknown) => {
        // What an earlier call has begun may end it meanwhile.
        why = error;
      });
    }
    return false;
  }
}

/** It obeys its power button and its agent, once, and has a file system. */
async function prepare(guest: LabGuest): Promise<void> {
  await using domain = await openLabGuest(guest);
  await installShutdown(guest, domain);
  await reactToPowerButton(guest);
  await makeFileSystem(guest, '/dev/vdb');
}

async function runStateOf(guest: LabGuest): Promise<string> {
  return String(asRecord(await guest.control('query-status'))?.status);
}

/** The limit of its disk, in bytes a second. */
async function limitOf(guest: LabGuest): Promise<number> {
  const drives = await guest.control('query-block');
  const [drive] = Array.isArray(drives) ? drives : [];
  return Number(asRecord(asRecord(drive)?.inserted)?.bps ?? 0);
}
