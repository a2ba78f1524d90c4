import type { BalloonDeviceState } from '../../model/balloon-device-state.js';
import { type CheckCase, failed, passed, skipped } from '../check-case.js';

function unknown({ whyNoDriver = 'what the driver has negotiated is not known' }: BalloonDeviceState) {
  return skipped(whyNoDriver);
}

/** The driver and its negotiated features. */
export const DRIVER_CASES: readonly CheckCase[] = [
  {
    id: 'driver-ready',
    title: 'a driver has initialized the device',
    basis: 'virtio 1.2, 3.1.1 (Driver Requirements: Device Initialization)',
    run: async (bench) => {
      const state = await bench.readState();
      const { driver } = state;
      if (driver === undefined) return unknown(state);
      const statuses = `device status: ${driver.statuses.join(', ') || 'reset'}`;
      return driver.isReady ? passed(statuses) : failed('no driver has set DRIVER_OK', statuses);
    },
  },
  {
    id: 'stats-queue',
    title: 'the driver negotiates the statistics queue',
    basis: 'virtio 1.2, 5.5.3 (VIRTIO_BALLOON_F_STATS_VQ)',
    run: async (bench) => {
      const state = await bench.readState();
      const { driver } = state;
      if (driver === undefined) return unknown(state);
      const features = `negotiated: ${driver.features.join(', ') || 'nothing'}`;
      if (!driver.isReady) return failed('there is no driver to negotiate it', features);
      return driver.hasStats ? passed(features) : failed('STATS_VQ was not negotiated', features);
    },
  },
];
