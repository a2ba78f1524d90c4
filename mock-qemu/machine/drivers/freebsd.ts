import type { GuestDriver } from './guest-driver.js';

/** FreeBSD's driver inflates and deflates; it does not have the statistics queue. */
export function freebsdNoStats(): GuestDriver {
  return { isAlive: true, report: () => undefined };
}
