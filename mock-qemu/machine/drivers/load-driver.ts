import { crashing } from './crashing.js';
import { freebsdNoStats } from './freebsd.js';
import type { DriverSetting, GuestDriver } from './guest-driver.js';
import { linux61, linux612 } from './linux.js';
import { lying } from './lying.js';
import { silent } from './silent.js';
import { slow } from './slow.js';
import { windowsWithoutService } from './windows.js';

/**
 * `linux-6.1` supplies ten statistics and `linux-6.12` all sixteen; `windows-without-service` reports freshly and with
 * every statistic unset; `freebsd-no-stats` never reports; `silent` reports when it loads and then never; `slow`
 * answers late; `lying` reports what cannot be; `crashing` dies after a few reports; `none` is a guest without driver.
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

/** Undefined when the guest has none. */
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
