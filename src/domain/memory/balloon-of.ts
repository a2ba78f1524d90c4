import type { BalloonDevice } from '../../model/balloon.js';
import { findBalloon } from '../../qemu/balloon.js';
import { readDevices } from '../../qemu/devices.js';
import { UnsupportedError } from '../domain-error.js';
import type { QmpReach } from '../qmp-reach.js';

/** Finds the balloon of a guest. @throws {UnsupportedError} when it has none */
export async function balloonOf({ name, qmp, options }: QmpReach): Promise<BalloonDevice> {
  const device = findBalloon(await readDevices(qmp, true, options));
  if (device) return device;
  throw new UnsupportedError(name, 'it has no balloon: start QEMU with -device virtio-balloon-pci');
}
