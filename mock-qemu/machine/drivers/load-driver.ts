import { crashing } from './crashing.js';
import { freebsdNoStats } from './freebsd.js';
import type { DriverSetting, GuestDriver } from './guest-driver.js';
import { linux61, linux612 } from './linux.js';
import { lying } from './lying.js';
import { silent } from './silent.js';
import { slow } from './slow.js';
import { windowsWithoutService } from './windows.js';

/** The balloon drivers that the guest may have, each with what it does. */
export const DRIVER_TEXTS = {
  'linux-6.1': 'reports ten statistics (the default)',
  'linux-6.12': 'reports all sixteen, if the version of QEMU has them',
  'windows-without-service': 'reports on time, with every statistic unset',
  'freebsd-no-stats': 'inflates and deflates, and never reports',
  silent: 'reports when it loads, and never again',
  slow: 'reports late (slowMs)',
  lying: 'reports more free memory than the total, and counters that decrease',
  crashing: 'dies after a few reports (crashAfter)',
  none: 'no driver',
} as const satisfies Readonly<Record<string, string>>;

/** The balloon driver in the guest; see {@link DRIVER_TEXTS}. */
export type BalloonDriver = keyof typeof DRIVER_TEXTS;

/** Undefined for `none`. */
export function loadDriver(name: BalloonDriver, setting: DriverSetting): GuestDriver | undefined {
  return DRIVERS[name]?.(setting);
}

export const DRIVERS: Readonly<Record<BalloonDriver, ((setting: DriverSetting) => GuestDriver) | undefined>> =
  {
    'linux-6.1': linux61,
    'linux-6.12': linux612,
    'windows-without-service': windowsWithoutService,
    'freebsd-no-stats': freebsdNoStats,
    silent,
    slow,
    lying,
    crashing,
    none: undefined,
  };
