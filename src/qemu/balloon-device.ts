import type { BalloonDevice } from '../model/balloon.js';
import {
  BALLOON_FEATURES,
  type BalloonDeviceState,
  type BalloonDriverState,
  type BalloonFeature,
} from '../model/balloon-device-state.js';
import { whyNoVirtioStatus } from '../protocol/qmp/command-policy.js';
import { CommandError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuVersion } from '../protocol/qmp/greeting.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asRecord, asRecords, asString } from '../support/decode.js';
import { readProperty } from './property.js';

/** Whether QEMU may be asked what a driver has negotiated: that takes an unstable command, which aborts some QEMUs. */
export interface DriverQuestion {
  /** The user has allowed unstable commands for this run. */
  readonly unstable: boolean;
  /** From the monitor's greeting. */
  readonly version: QemuVersion;
}

/** Reads what a balloon offers and, if allowed, what the driver in the guest has negotiated. Writes nothing. */
export async function readBalloonDevice(
  qmp: QemuExecutor,
  device: BalloonDevice,
  question: DriverQuestion,
  options?: ExecuteOptions,
): Promise<BalloonDeviceState> {
  const whyNoDriver = whyNotAsked(question);
  const [driver, ...values] = await Promise.all([
    whyNoDriver === undefined ? readBalloonDriver(qmp, device, options) : undefined,
    ...BALLOON_FEATURES.map((feature) => readProperty(qmp, device.path, feature, options).then(asBoolean)),
  ]);
  const features: { [feature in BalloonFeature]?: boolean | undefined } = {};
  for (const [at, feature] of BALLOON_FEATURES.entries()) features[feature] = values[at];
  if (driver !== undefined) return { features, driver };
  return { features, driver, whyNoDriver: whyNoDriver ?? 'QEMU does not report the driver of this device' };
}

function whyNotAsked({ unstable, version }: DriverQuestion): string | undefined {
  const why = whyNoVirtioStatus(version);
  if (unstable) return why && `x-query-virtio-status was not sent: ${why}`;
  return why === undefined
    ? 'what the driver has negotiated was not read: that needs --unstable'
    : 'what the driver has negotiated is not known';
}

/** Reads what the driver has negotiated; `undefined` when QEMU does not report it. The client must allow the command. */
async function readBalloonDriver(
  qmp: QemuExecutor,
  { path }: BalloonDevice,
  options?: ExecuteOptions,
): Promise<BalloonDriverState | undefined> {
  try {
    const devices = asRecords(await qmp.execute('x-query-virtio', undefined, options));
    const backend = devices
      .flatMap((device) => asString(device.path) ?? [])
      // On virtio-mmio the device is its own backend.
      .find((candidate) => candidate === path || candidate === `${path}/virtio-backend`);
    if (backend === undefined) return undefined;
    return decodeDriver(await qmp.execute('x-query-virtio-status', { path: backend }, options));
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** Decodes `{"status":{"statuses":["VIRTIO_CONFIG_S_DRIVER_OK: Driver setup and ready"]},"guest-features":{…}}`. */
function decodeDriver(value: unknown): BalloonDriverState | undefined {
  const record = asRecord(value);
  const statuses = words(asRecord(record?.status)?.statuses, 'VIRTIO_CONFIG_S_');
  const features = words(asRecord(record?.['guest-features'])?.['dev-features'], 'VIRTIO_BALLOON_F_');
  if (statuses === undefined || features === undefined) return undefined;
  return {
    statuses,
    features,
    isReady: statuses.includes('DRIVER_OK'),
    hasStats: features.includes('STATS_VQ'),
  };
}

/** `VIRTIO_BALLOON_F_STATS_VQ: Guest memory stats VQ available` → `STATS_VQ` */
function words(value: unknown, prefix: string): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .map(String)
    .filter((text) => text.startsWith(prefix))
    .map((text) => text.slice(prefix.length).replace(/:.*$/s, ''));
}
