import type { BalloonDevice } from '../model/balloon.js';
import {
  BALLOON_FEATURES,
  type BalloonDeviceState,
  type BalloonDriverState,
  type BalloonFeature,
} from '../model/balloon-device-state.js';
import { CommandError } from '../qmp/errors.js';
import type { ExecuteOptions } from '../qmp/executor.js';
import { asBoolean, asRecord, asRecords, asString } from '../support/decode.js';
import { readProperty } from './property.js';
import type { QemuExecutor } from './qemu-executor.js';

/** Reads what a balloon offers, and what the driver in the guest has made of it. Writes nothing. */
export async function readBalloonDevice(
  qmp: QemuExecutor,
  device: BalloonDevice,
  options?: ExecuteOptions,
): Promise<BalloonDeviceState> {
  const [driver, ...values] = await Promise.all([
    readBalloonDriver(qmp, device, options),
    ...BALLOON_FEATURES.map((feature) => readProperty(qmp, device.path, feature, options).then(asBoolean)),
  ]);
  const features: { [feature in BalloonFeature]?: boolean | undefined } = {};
  for (const [at, feature] of BALLOON_FEATURES.entries()) features[feature] = values[at];
  return { features, driver };
}

/** Reads what the driver has made of the device; `undefined` where QEMU does not tell. */
export async function readBalloonDriver(
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
    // Both commands are unstable, and absent before 7.2.
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
