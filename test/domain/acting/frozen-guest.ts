import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { LabGuest } from '../../lab/guest.js';

const PATIENCE = { timeout: 90_000, interval: 100 };
/** The first disk of a guest of the lab. */
const QDEV = '/machine/peripheral/disk0/virtio-backend';

/** The pids of the guards of the freezes of this process. */
export function freezeGuards(): readonly number[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return children
    .map(Number)
    .filter(
      (pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('freeze-guard-main.js'),
    );
}

/** Runs a command in a guest, which must succeed. */
export async function witness(guest: LabGuest, command: string): Promise<string> {
  const { status, output } = await guest.run(command);
  expect(status, output).toBe(0);
  return output.trim();
}

/** A program in a guest that writes to a file system as often as it can, and counts that elsewhere. */
export class GuestWriter {
  readonly #guest: LabGuest;

  /** Makes a file system on a disk, and starts the writer. */
  static async start(guest: LabGuest, device: string, mountpoint: string): Promise<GuestWriter> {
    await witness(guest, `mke2fs ${device} && mkdir -p ${mountpoint} && mount ${device} ${mountpoint}`);
    const loop = `i=0; while :; do i=$((i+1)); echo $i >${mountpoint}/file; echo $i >/run/written; sleep 0.02; done`;
    await witness(guest, `(${loop}) >/dev/null 2>&1 &`);
    return new GuestWriter(guest);
  }

  private constructor(guest: LabGuest) {
    this.#guest = guest;
  }

  async expectFrozen(): Promise<void> {
    // A write may be under way.
    await witness(this.#guest, 'sleep 0.3');
    const before = await this.#written();
    await witness(this.#guest, 'sleep 0.5');
    expect(await this.#written()).toBe(before);
  }

  async expectThawed(): Promise<void> {
    const before = await this.#written();
    await expect.poll(() => this.#written(), PATIENCE).toBeGreaterThan(before);
  }

  async #written(): Promise<number> {
    return Number(await witness(this.#guest, 'cat /run/written 2>/dev/null || echo 0'));
  }
}

/** Has the next freeze take long: what the guest has to write first is more than its slow disk takes. */
export async function slowDownFreeze(guest: LabGuest, mountpoint: string): Promise<void> {
  await throttle(guest, 200_000);
  await witness(guest, `dd if=/dev/zero of=${mountpoint}/large bs=64k count=100`);
}

/** Waits until the agent of a guest is busy with that. */
export async function untilFreezing(guest: LabGuest): Promise<void> {
  const stateOfAgent = () => witness(guest, "awk '{ print $3 }' /proc/$(pidof qemu-ga)/stat");
  await expect.poll(stateOfAgent, PATIENCE).toBe('D');
}

/** Ends what {@link slowDownFreeze} has begun. */
export async function speedUp(guest: LabGuest): Promise<void> {
  await throttle(guest, 0);
}

async function throttle(guest: LabGuest, bps: number): Promise<void> {
  const others = { bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };
  await guest.control('block_set_io_throttle', { id: QDEV, bps, ...others });
}
