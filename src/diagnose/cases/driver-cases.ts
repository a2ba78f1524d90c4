import { readBalloonDriver } from '../../guest/balloon-device.js';
import { type CheckCase, failed, passed, skipped } from '../check-case.js';

const UNTOLD = 'this QEMU does not tell what a driver has negotiated (x-query-virtio-status, since 7.2)';

/** What the driver has made of the device. */
export const DRIVER_CASES: readonly CheckCase[] = [
  {
    id: 'driver-ready',
    title: 'a driver has taken the device up',
    basis: 'virtio 1.2, 3.1.1 (Driver Requirements: Device Initialization)',
    run: async ({ qmp, device }) => {
      const driver = await readBalloonDriver(qmp, device);
      if (driver === undefined) return skipped(UNTOLD);
      const statuses = `device status: ${driver.statuses.join(', ') || 'reset'}`;
      return driver.isReady ? passed(statuses) : failed('no driver has set DRIVER_OK', statuses);
    },
  },
  {
    id: 'stats-queue',
    title: 'the driver takes the statistics queue',
    basis: 'virtio 1.2, 5.5.3 (VIRTIO_BALLOON_F_STATS_VQ)',
    run: async ({ qmp, device }) => {
      const driver = await readBalloonDriver(qmp, device);
      if (driver === undefined) return skipped(UNTOLD);
      const features = `negotiated: ${driver.features.join(', ') || 'nothing'}`;
      if (!driver.isReady) return failed('no driver is there to take it', features);
      return driver.hasStats ? passed(features) : failed('STATS_VQ was not negotiated', features);
    },
  },
];
