import type { GuestDriver } from './guest-driver.js';

/** FreeBSD's driver inflates and deflates; it has no queue for statistics. */
export function freebsdNoStats(): GuestDriver {
  return { isAlive: true, report: () => undefined };
}
