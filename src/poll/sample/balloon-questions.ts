import { LIMITS } from '../../model/limits.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import {
  awaitReport,
  findBalloon,
  readInterval,
  readReport,
  setPollingInterval,
} from '../../qemu/balloon.js';
import type { Device } from '../../qemu/devices.js';
import { answeredAtSeconds, LOOP_CLOCK } from '../../support/loop-clock.js';
import type { PartFailures } from '../../support/part-failures.js';
import { type KnownBalloon, NO_BALLOON } from './guest-parts.js';

/** Asks the machine's balloon for its report and its polling interval. */
export async function askBalloon(
  qmp: QemuExecutor,
  devices: readonly Device[],
  options: ExecuteOptions,
): Promise<KnownBalloon> {
  const device = findBalloon(devices);
  if (device === undefined) return NO_BALLOON;
  const waited = LOOP_CLOCK.startWait();
  const [report, intervalSeconds] = await Promise.all([
    readReport(qmp, device.path, options),
    readInterval(qmp, device.path, options),
  ]);
  return { device, report, readAtSeconds: answeredAtSeconds(waited()), intervalSeconds };
}

/**
 * Switches polling on when the interval is 0; an interval that another program has set is left alone.
 *
 * @param pollingSeconds the interval to set; `undefined` writes nothing
 * @returns the same object when nothing was set
 */
export async function ensurePolling(
  qmp: QemuExecutor,
  balloon: KnownBalloon,
  pollingSeconds: number | undefined,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<KnownBalloon> {
  const { device, intervalSeconds } = balloon;
  if (device === undefined || intervalSeconds !== 0 || pollingSeconds === undefined) return balloon;
  const isSet = setPollingInterval(qmp, device.path, pollingSeconds, options).then(() => true);
  return (await failures.catch('balloon', isSet)) ? { ...balloon, intervalSeconds: pollingSeconds } : balloon;
}

/** Waits for the report that QEMU requests when polling is switched on. */
export async function awaitFirstReport(
  qmp: QemuExecutor,
  balloon: KnownBalloon,
  waitMs: number = LIMITS.firstReportMs,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<KnownBalloon> {
  const { device, report } = balloon;
  if (device === undefined) return balloon;
  const first = await failures.catch('balloon', awaitReport(qmp, device.path, report, waitMs, options));
  // An earlier report keeps the time at which it was read: its age counts from there.
  return first === undefined ? balloon : { ...balloon, report: first, readAtSeconds: Date.now() / 1000 };
}

/** Finds the balloon that the machine has now, and switches its polling on again when it is off. */
export async function keepPolling(
  qmp: QemuExecutor,
  devices: readonly Device[],
  pollingSeconds: number | undefined,
  options: ExecuteOptions,
): Promise<Pick<KnownBalloon, 'device' | 'intervalSeconds'>> {
  const device = findBalloon(devices);
  if (device === undefined) return { device, intervalSeconds: undefined };
  const intervalSeconds = await readInterval(qmp, device.path, options);
  if (intervalSeconds !== 0 || pollingSeconds === undefined) return { device, intervalSeconds };
  await setPollingInterval(qmp, device.path, pollingSeconds, options);
  return { device, intervalSeconds: pollingSeconds };
}
