import type { LabGuest } from '../test/lab/guest.js';
import { describeUnavailable, prepareLab } from '../test/lab/packages.js';
import { type PausedQemus, startPausedQemus } from '../test/lab/paused-qemus.js';

/** Real QEMUs whose guests never run, each with two monitors. They start when the first benchmark needs them. */
export class PausedGuests implements AsyncDisposable {
  readonly #count: number;
  #running: PausedQemus | undefined;

  constructor(count: number) {
    this.#count = count;
  }

  /** @throws {Error} when this machine cannot run QEMUs, with the missing packages */
  async start(): Promise<readonly [LabGuest, ...LabGuest[]]> {
    this.#running ??= await startQemus(this.#count);
    const [first, ...others] = this.#running.guests;
    if (first === undefined) throw new Error('no guests');
    return [first, ...others];
  }

  /** Leaves the host to others; a later start() starts new ones. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

async function startQemus(count: number): Promise<PausedQemus> {
  const availability = await prepareLab((line) => console.error(line));
  if (availability.state !== 'ready')
    throw new Error(`this benchmark needs real QEMUs: ${describeUnavailable(availability)}`);
  return startPausedQemus(availability.lab, count, { monitors: 2 });
}
