import type { BalloonDevice, BalloonReport } from '../model/balloon.js';
import { orderStats } from '../model/balloon-stats.js';
import { CommandError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { sleep } from '../support/deadline.js';
import { asCount, asRecord } from '../support/decode.js';
import type { Device } from './devices.js';
import { unlessRefused } from './unless-refused.js';

const INTERVAL = 'guest-stats-polling-interval';
/** Pauses between the first reads of a report, milliseconds: a healthy guest answers within a few. */
const FIRST_PAUSES_MS = [5, 10, 25, 50, 100] as const;

/**
 * Finds the balloon among a machine's devices: `virtio-balloon-pci` (or -ccw, -transitional, -non-transitional), or on
 * virtio-mmio the bare `virtio-balloon-device`. QEMU allows at most one.
 */
export function findBalloon(devices: readonly Device[]): BalloonDevice | undefined {
  const device = devices.find(({ type }) => type.startsWith('virtio-balloon-'));
  return device && { path: device.path, type: device.type };
}

/** Reads what the guest may use now: query-balloon. `undefined` when there is no balloon. */
export async function readActual(qmp: QemuExecutor, options?: ExecuteOptions): Promise<number | undefined> {
  // DeviceNotActive: no balloon; KVMMissingCap: KVM does not support one; CommandNotFound: QEMU was built without.
  return asCount(asRecord(await unlessRefused(qmp.execute('query-balloon', undefined, options)))?.actual);
}

/** What the guest may use now, in bytes. @throws {Error} without a balloon */
export async function needActual(qmp: QemuExecutor, options?: ExecuteOptions): Promise<number> {
  const bytes = await readActual(qmp, options);
  if (bytes === undefined) throw new Error('query-balloon returned no size: the balloon is gone');
  return bytes;
}

/**
 * Reads the memory statistics that the guest's balloon driver last sent. Does not switch polling on; see
 * {@link setPollingInterval}.
 *
 * @param path QOM path of the device, e.g. `/machine/peripheral/balloon0`
 * @returns an empty report while the guest has never reported; `undefined` when the reply is not one
 */
export async function readReport(
  qmp: QemuExecutor,
  path: string,
  options?: ExecuteOptions,
): Promise<BalloonReport | undefined> {
  try {
    return decodeBalloonReport(await qmp.execute('qom-get', { path, property: 'guest-stats' }, options));
  } catch (error) {
    // Up to QEMU 2.0 reading the property failed until the guest had reported.
    if (error instanceof CommandError && error.class === 'GenericError') return NO_REPORT;
    throw error;
  }
}

/** A guest that has never reported, as QEMU up to 2.0 had it. */
const NO_REPORT: BalloonReport = { supplied: {}, unset: [], lastUpdateSeconds: 0 };

/**
 * Decodes `{"stats":{"stat-free-memory":844943360,…},"last-update":1358529861}`.
 *
 * @returns the statistics in the order of `orderStats`; `undefined` when `value` is not of that shape
 */
export function decodeBalloonReport(value: unknown): BalloonReport | undefined {
  const record = asRecord(value);
  const stats = asRecord(record?.stats);
  if (stats === undefined) return undefined;
  const supplied: { [stat: string]: number | bigint } = {};
  const unset: string[] = [];
  for (const stat of orderStats(Object.keys(stats))) {
    const figure = stats[stat];
    if (isUnset(figure)) unset.push(stat);
    else if (typeof figure === 'number' || typeof figure === 'bigint') supplied[stat] = figure;
  }
  const lastUpdate = record?.['last-update'];
  return { supplied, unset, lastUpdateSeconds: typeof lastUpdate === 'number' ? lastUpdate : 0 };
}

/**
 * QEMU's forms of "not supplied": 2^64 − 1 since 2.10 (2^64 after a lossy JSON parser), −1 before. Until 2.0 the whole
 * property failed, which {@link readReport} turns into an empty report.
 */
function isUnset(value: unknown): boolean {
  return value === 2n ** 64n - 1n || value === 2 ** 64 || value === -1;
}

/** Reads the polling interval in seconds; 0: QEMU does not ask the guest. */
export async function readInterval(
  qmp: QemuExecutor,
  path: string,
  options?: ExecuteOptions,
): Promise<number | undefined> {
  return asCount(await qmp.execute('qom-get', { path, property: INTERVAL }, options));
}

/** Sets the polling interval in seconds (0 = off). QEMU asks at once when it was 0 before. */
export async function setPollingInterval(
  qmp: QemuExecutor,
  path: string,
  seconds: number,
  options?: ExecuteOptions,
): Promise<void> {
  await qmp.execute('qom-set', { path, property: INTERVAL, value: seconds }, options);
}

/**
 * Waits for a report that is newer than `before`; resolves to the last one read when none arrives within `waitMs`.
 *
 * QEMU dates reports in whole seconds: one is new when its date differs from that of `before`, or is not earlier than the
 * call (a driver that has just been loaded reports by itself).
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
  for (let read = 0; performance.now() < endsAt; read++) {
    const pauseMs = FIRST_PAUSES_MS[read] ?? 100;
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
