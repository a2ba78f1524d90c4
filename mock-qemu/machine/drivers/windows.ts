import type { GuestDriver } from './guest-driver.js';

/** virtio-win whose guest service is missing (issue 1323): it answers every time, and with nothing. */
export function windowsWithoutService(): GuestDriver {
  return { isAlive: true, report: (send) => send(new Map()) };
}
