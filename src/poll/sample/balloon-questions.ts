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
import { type BalloonFacts, NO_BALLOON } from './guest-facts.js';
import type { PartFailures } from './part-failures.js';

/** Asks the machine's balloon for its report and its interval. */
export async function askBalloon(
  qmp: QemuExecutor,
  devices: readonly Device[],
  options: ExecuteOptions,
): Promise<BalloonFacts> {
  const device = findBalloon(devices);
  if (device === undefined) return NO_BALLOON;
  const [report, intervalSeconds] = await Promise.all([
    readReport(qmp, device.path, options),
    readInterval(qmp, device.path, options),
  ]);
  return { device, report, readAtSeconds: Date.now() / 1000, intervalSeconds };
}

/**
 * Switches polling on where the interval is 0; another manager's interval stays.
 *
 * @param pollingSeconds `undefined` writes nothing
 */
export async function ensurePolling(
  qmp: QemuExecutor,
  balloon: BalloonFacts,
  pollingSeconds: number | undefined,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<BalloonFacts> {
  const { device, intervalSeconds } = balloon;
  if (device === undefined || intervalSeconds !== 0 || pollingSeconds === undefined) return balloon;
  const isSet = setPollingInterval(qmp, device.path, pollingSeconds, options).then(() => true);
  return (await failures.catch('balloon', isSet)) ? { ...balloon, intervalSeconds: pollingSeconds } : balloon;
}

/** Waits for the report that switching polling on has asked for. */
export async function awaitFirstReport(
  qmp: QemuExecutor,
  balloon: BalloonFacts,
  waitMs: number = LIMITS.firstReportMs,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<BalloonFacts> {
  const { device, report } = balloon;
  if (device === undefined) return balloon;
  const first = await failures.catch('balloon', awaitReport(qmp, device.path, report, waitMs, options));
  // A report from before keeps the time at which it was read: its age counts from there.
  return first === undefined ? balloon : { ...balloon, report: first, readAtSeconds: Date.now() / 1000 };
}

/** Finds the balloon that the machine has by now, and switches its polling on again where it is off. */
export async function keepPolling(
  qmp: QemuExecutor,
  devices: readonly Device[],
  pollingSeconds: number | undefined,
  options: ExecuteOptions,
): Promise<Pick<BalloonFacts, 'device' | 'intervalSeconds'>> {
  const device = findBalloon(devices);
  if (device === undefined) return { device, intervalSeconds: undefined };
  const intervalSeconds = await readInterval(qmp, device.path, options);
  if (intervalSeconds !== 0 || pollingSeconds === undefined) return { device, intervalSeconds };
  await setPollingInterval(qmp, device.path, pollingSeconds, options);
  return { device, intervalSeconds: pollingSeconds };
}
