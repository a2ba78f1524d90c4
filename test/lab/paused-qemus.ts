import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRawImage } from './disks.js';
import { bootGuest, type LabGuest } from './guest.js';
import type { GuestOptions } from './guest-options.js';
import type { Lab } from './packages.js';

/** Each QEMU that starts uses a core for a tenth of a second. */
const STARTING_AT_ONCE = 4;

export interface PausedQemus {
  /** In the order of their numbers; their names are paused0, paused1, … */
  readonly guests: readonly LabGuest[];
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts machines that never run: real monitors and devices for almost no memory and CPU time.
 *
 * Each has a balloon, a raw disk, a user network card, a UUID and monitors (default: 1), but no kernel and no control
 * monitor.
 *
 * @throws {Error} when one does not start; the others are stopped first
 */
export async function startPausedQemus(
  lab: Lab,
  count: number,
  options: Pick<GuestOptions, 'monitors'> = {},
): Promise<PausedQemus> {
  const folder = mkdtempSync(join(tmpdir(), 'qlab-disks-'));
  const guests: LabGuest[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(guests.map((guest) => guest.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  let next = 0;
  const startSome = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      guests[number] = await startPausedQemu(lab, number, folder, options);
    }
  };
  const starters = await Promise.allSettled(Array.from({ length: STARTING_AT_ONCE }, startSome));
  const failure = starters.find((starter) => starter.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return { guests, stop, [Symbol.asyncDispose]: stop };
}

function startPausedQemu(lab: Lab, number: number, folder: string, options: GuestOptions): Promise<LabGuest> {
  return bootGuest(lab, {
    ...options,
    name: `paused${number}`,
    uuid: `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
    memoryMiB: 64,
    disks: [createRawImage(folder, `disk${number}`, 1)],
    nics: [{ kind: 'user' }],
    kernel: false,
    stopped: true,
    control: false,
  });
}
