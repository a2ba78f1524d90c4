import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRecord } from '../../../../src/support/decode.js';
import { bootGuest, type LabGuest } from '../../../lab/guest.js';
import type { Lab } from '../../../lab/packages.js';
import { askMonitor } from '../../../lab/raw-qmp.js';
import { openLabGuest } from '../open-lab-guest.js';
import { installShutdown, reactToPowerButton } from '../power-button.js';

const ANSWER_MS = 60_000;

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
    this.#guest = await bootGuest(this.#lab, { name: this.name, agent: true, kernel: this.#isLinux });
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
  async runState(): Promise<string | undefined> {
    const guest = this.#guest;
    if (guest === undefined || this.hasEnded) return undefined;
    try {
      await askMonitor(guest.monitors[0] ?? '', 'query-name', undefined, ANSWER_MS);
      return String(asRecord(await guest.control('query-status'))?.status);
    } catch (error) {
      // A guest that has shut down takes a moment to end.
      await Promise.race([guest.exited, sleep(ANSWER_MS)]);
      if (this.hasEnded) return undefined;
      throw error;
    }
  }

  /** Lets the guest run again, however it was stopped. */
  async restore(runState: string): Promise<void> {
    const guest = await this.guest();
    if (runState === 'suspended') await guest.control('system_wakeup');
    else if (runState === 'shutdown') await guest.control('system_reset');
    if (runState !== 'suspended' && runState !== 'running') await guest.control('cont');
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
