import { crashing } from './crashing.js';
import { freebsdNoStats } from './freebsd.js';
import type { DriverSetting, GuestDriver } from './guest-driver.js';
import { linux61, linux612 } from './linux.js';
import { lying } from './lying.js';
import { silent } from './silent.js';
import { slow } from './slow.js';
import { windowsWithoutService } from './windows.js';

/**
 * The balloon driver in the guest:
 *
 * - `linux-6.1`: ten statistics; `linux-6.12`: all sixteen
 * - `windows-without-service`: reports on time, with every statistic unset
 * - `freebsd-no-stats`: inflates and deflates, and never reports
 * - `silent`: reports when it loads, and never again; `slow`: reports late
 * - `lying`: reports impossible values; `crashing`: dies after a few reports
 * - `none`: the guest has no driver
 */
export type BalloonDriver =
  | 'linux-6.1'
  | 'linux-6.12'
  | 'windows-without-service'
  | 'freebsd-no-stats'
  | 'silent'
  | 'slow'
  | 'lying'
  | 'crashing'
  | 'none';

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
