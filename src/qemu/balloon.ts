import { type BalloonDevice, type BalloonReport, decodeBalloonReport, NO_REPORT } from '../model/balloon.js';
import { CommandError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { sleep } from '../support/deadline.js';
import { asCount, asRecord } from '../support/decode.js';
import type { Device } from './devices.js';

const INTERVAL = 'guest-stats-polling-interval';
/** Pauses between looks for the first report, milliseconds; a healthy guest answers within a few. */
const FIRST_LOOKS_MS = [5, 10, 25, 50, 100] as const;

/**
 * Finds the balloon among a machine's devices: `virtio-balloon-pci` (or -ccw, -transitional, -non-transitional), or on
 * virtio-mmio the bare `virtio-balloon-device`. QEMU allows one at most.
 */
export function findBalloon(devices: readonly Device[]): BalloonDevice | undefined {
  const device = devices.find(({ type }) => type.startsWith('virtio-balloon-'));
  return device && { path: device.path, type: device.type };
}

/** Reads what the guest may use now: query-balloon. `undefined` when there is no balloon. */
export async function readActual(qmp: QemuExecutor, options?: ExecuteOptions): Promise<number | undefined> {
  try {
    return asCount(asRecord(await qmp.execute('query-balloon', undefined, options))?.actual);
  } catch (error) {
    // DeviceNotActive: no balloon; KVMMissingCap: none is possible here; CommandNotFound: none was built in.
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/**
 * Reads the memory statistics that the guest's balloon driver last sent. Does not switch polling on; see
 * {@link setPollingInterval}.
 *
 * @param path QOM path of the device, e.g. `/machine/peripheral/balloon0`
 */
export async function readReport(
  qmp: QemuExecutor,
  path: string,
  options?: ExecuteOptions,
): Promise<BalloonReport | undefined> {
  try {
    return decodeBalloonReport(await qmp.execute('qom-get', { path, property: 'guest-stats' }, options));
  } catch (error) {
    // Up to QEMU 2.0 the property itself failed until the guest had reported.
    if (error instanceof CommandError && error.class === 'GenericError') return NO_REPORT;
    throw error;
  }
}

/** Reads how often QEMU asks the guest, in seconds; 0 is never. */
export async function readInterval(
  qmp: QemuExecutor,
  path: string,
  options?: ExecuteOptions,
): Promise<number | undefined> {
  return asCount(await qmp.execute('qom-get', { path, property: INTERVAL }, options));
}

/** Has QEMU ask the guest every `seconds`; from 0 it asks at once. */
export async function setPollingInterval(
  qmp: QemuExecutor,
  path: string,
  seconds: number,
  options?: ExecuteOptions,
): Promise<void> {
  await qmp.execute('qom-set', { path, property: INTERVAL, value: seconds }, options);
}

/**
 * Waits for a report that is newer than `before`, and resolves to the last one seen when none comes within `waitMs`.
 *
 * QEMU dates reports in whole seconds: one counts as new when its date differs from the last one's, or when it is as
 * young as the question (the driver has just been loaded, and reported by itself).
 */
export async function awaitReport(
  qmp: QemuExecutor,
  path: string,
  before: BalloonReport | undefined,
  waitMs: number,
  options?: ExecuteOptions,
): Promise<BalloonReport | undefined> {
  const askedAtSeconds = Math.floor(Date.now() / 1000);
  const endsAt = performance.now() + waitMs;
  let report = before;
  for (let look = 0; performance.now() < endsAt; look++) {
    const pauseMs = FIRST_LOOKS_MS[look] ?? 100;
    await sleep(Math.min(pauseMs, endsAt - performance.now()), options?.signal);
    report = await readReport(qmp, path, options);
    if (report && isNewer(report, before, askedAtSeconds)) return report;
  }
  return report;
}

function isNewer(report: BalloonReport, before: BalloonReport | undefined, askedAtSeconds: number): boolean {
  if (report.lastUpdateSeconds >= askedAtSeconds) return true;
  return report.lastUpdateSeconds !== (before?.lastUpdateSeconds ?? 0);
}
