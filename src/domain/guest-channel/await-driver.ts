import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readPciDevices } from '../../qemu/pci.js';
import { sleep } from '../../support/deadline.js';

/** How long to wait for a driver. */
export interface AwaitDriverOptions {
  /** In milliseconds (default: 5000). */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A Linux guest has a new card within 0.1 s. */
const TIMEOUT_MS = 5000;
const PAUSE_MS = 100;

/**
 * Waits until a driver of the guest has taken a card that was plugged in: its registers are switched on then. Whether the guest
 * also has a driver for the ports on it, QEMU does not report before a program opens one.
 *
 * @param card the id of the card
 * @returns whether that is so in time
 */
export async function awaitDriver(
  qmp: QemuExecutor,
  card: string,
  { timeoutMs = TIMEOUT_MS, signal }: AwaitDriverOptions = {},
): Promise<boolean> {
  for (let left = timeoutMs; ; left -= PAUSE_MS) {
    const devices = await readPciDevices(qmp, { signal });
    if (devices.some(({ id, isMapped }) => id === card && isMapped)) return true;
    if (left <= 0) return false;
    await sleep(Math.min(PAUSE_MS, left), signal);
  }
}
