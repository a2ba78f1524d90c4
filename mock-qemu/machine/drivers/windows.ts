import type { GuestDriver } from './guest-driver.js';

/** virtio-win without its guest service (issue 1323): reports on time, without a single statistic. */
export function windowsWithoutService(): GuestDriver {
  return { isAlive: true, report: (send) => send(new Map()) };
}
