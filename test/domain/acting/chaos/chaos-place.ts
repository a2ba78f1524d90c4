import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRecord } from '../../../../src/support/decode.js';
import { bootGuest, type LabGuest } from '../../../lab/guest.js';
import type { Lab } from '../../../lab/packages.js';
import { askMonitor } from '../../../lab/raw-qmp.js';
import { openLabGuest } from '../open-lab-guest.js';
import { installShutdown, reactToPowerButton } from '../power-button.js';
import type { GuestLook } from './referee.js';

const ANSWER_MS = 60_000;
const DISK = { blockdev: { driver: 'null-co', 'read-zeroes': true, size: 2 ** 20 } };
const QDEV = '/machine/peripheral/disk0/virtio-backend';
const UNHELPED: ReadonlySet<string> = new Set(['running', 'suspended', 'save-vm']);
const THROTTLE = 'block_set_io_throttle';
const UNLIMITED = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };

/** Where one guest lives after the other: each that has ended is replaced. */
export class ChaosPlace {
  readonly name: string;
  readonly #lab: Lab;
  readonly #isLinux: boolean;
  /** The run states to which earlier calls may lead its guest later. */
  readonly late = new Set<string>();
  #guest: LabGuest | undefined;

  constructor(lab: Lab, name: string, isLinux: boolean) {
    this.#lab = lab;
    this.name = name;
    this.#isLinux = isLinux;
  }

  /** The guest that lives here; a new one when it has ended. */
  async guest(): Promise<LabGuest> {
    if (this.#guest !== undefined && !this.hasEnded) return this.#guest;
    await this.#guest?.stop();
    this.late.clear();
    this.#guest = await bootGuest(this.#lab, {
      ...{ name: this.name, agent: true, disks: [DISK] },
      ...(this.#isLinux ? {} : { kernel: false, memoryMiB: 64 }),
    });
    if (this.#isLinux) await this.#prepare(this.#guest);
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
      const runState = String(asRecord(await guest.control('query-status'))?.status);
      return { runState, isThrottled: (await limitOf(guest)) > 0 };
    } catch (error) {
      // A guest that has shut down takes a moment to end.
      await Promise.race([guest.exited, sleep(ANSWER_MS)]);
      if (this.hasEnded) return undefined;
      throw error;
    }
  }

  /** Lets the guest run again, however it was stopped; one that is dumped does so by itself. */
  async restore({ runState, isThrottled }: GuestLook): Promise<void> {
    const guest = await this.guest();
    if (isThrottled) await guest.control(THROTTLE, { id: QDEV, ...UNLIMITED });
    if (runState === 'suspended') await guest.control('system_wakeup');
    else if (runState === 'shutdown') await guest.control('system_reset');
    if (!UNHELPED.has(runState)) await guest.control('cont');
  }

  async close(): Promise<void> {
    await this.#guest?.stop();
  }

  /** It obeys its power button and its agent, once. */
  async #prepare(guest: LabGuest): Promise<void> {
    await using domain = await openLabGuest(guest);
    await installShutdown(guest, domain);
    await reactToPowerButton(guest);
  }
}

/** The limit of its disk, in bytes a second. */
async function limitOf(guest: LabGuest): Promise<number> {
  const drives = await guest.control('query-block');
  const [drive] = Array.isArray(drives) ? drives : [];
  return Number(asRecord(asRecord(drive)?.inserted)?.bps ?? 0);
}
