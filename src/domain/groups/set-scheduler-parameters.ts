import type { SchedulerParameters } from '../../model/group-parameters.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { schedulerParameters } from '../tuning.js';
import { type GroupChange, OwnGroup } from './own-group.js';

/** How the host divides its CPU time; what is not given stays. */
export interface SchedulerSettings {
  /** In version 1 cpu.shares, 2 to 262144; in version 2 cpu.weight, 1 to 10000. */
  readonly weight?: number | undefined;
  /** 0.001 to 1. */
  readonly periodSeconds?: number | undefined;
  /** CPU time in each period, at least 0.001; null: no limit. */
  readonly quotaSeconds?: number | null | undefined;
}

const WEIGHTS = { 1: [2, 262_144], 2: [1, 10_000] } as const;
const MICROSECONDS = 1e6;
/** The kernel's; libvirt has the same. */
const MIN_US = 1000;
const MAX_PERIOD_US = 1_000_000;
const USUAL_PERIOD_US = 100_000;

/**
 * Sets how the host divides its CPU time, by the control group of the guest's QEMU: cpu.*, or systemctl set-property --runtime
 * where that is a unit's.
 *
 * @returns the parameters as they were read back
 * @throws {ControlRefusedError} when the group holds other processes too, and for a number that the kernel does not take
 */
export async function setSchedulerParameters(
  reach: ControlReach,
  settings: SchedulerSettings,
  options: CallOptions = {},
): Promise<SchedulerParameters> {
  return reach.control.call('setSchedulerParameters', options, async (call) => {
    const group = OwnGroup.of(reach, 'cpu');
    const { version } = group;
    const wanted = microseconds(settings);
    check(reach.name, settings, wanted, version);
    const before = microseconds(schedulerParameters(reach));
    const changes = [...weightChange(version, settings.weight), ...bandwidthChanges(version, wanted, before)];
    await group.set(call, changes);
    return schedulerParameters(reach);
  });
}

/** Bandwidth in the kernel's unit. */
interface Bandwidth {
  readonly periodUs: number | undefined;
  readonly quotaUs: number | null | undefined;
}

function microseconds({ periodSeconds, quotaSeconds }: SchedulerSettings): Bandwidth {
  const whole = (seconds: number) => Math.round(seconds * MICROSECONDS);
  return {
    periodUs: periodSeconds === undefined ? undefined : whole(periodSeconds),
    quotaUs: typeof quotaSeconds === 'number' ? whole(quotaSeconds) : quotaSeconds,
  };
}

function check(
  guest: string,
  { weight }: SchedulerSettings,
  { periodUs, quotaUs }: Bandwidth,
  version: 1 | 2,
): void {
  if (weight === undefined && periodUs === undefined && quotaUs === undefined)
    throw new ControlRefusedError(guest, 'no parameter of the scheduler is given');
  const expect = (what: string, value: number | null | undefined, least: number, most: number) => {
    if (value === undefined || value === null) return;
    if (Number.isInteger(value) && value >= least && value <= most) return;
    const upTo = most === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${most}`;
    throw new ControlRefusedError(
      guest,
      `${value} is not a valid ${what}: it takes a whole number, ${least}${upTo}`,
    );
  };
  expect(version === 1 ? 'cpu.shares' : 'cpu.weight', weight, WEIGHTS[version][0], WEIGHTS[version][1]);
  expect('period in µs', periodUs, MIN_US, MAX_PERIOD_US);
  expect('quota in µs', quotaUs, MIN_US, Number.MAX_SAFE_INTEGER);
}

function weightChange(version: 1 | 2, weight: number | undefined): readonly GroupChange[] {
  if (weight === undefined) return [];
  return version === 1
    ? [{ file: 'cpu.shares', text: String(weight), properties: [`CPUShares=${weight}`] }]
    : [{ file: 'cpu.weight', text: String(weight), properties: [`CPUWeight=${weight}`] }];
}

function bandwidthChanges(version: 1 | 2, wanted: Bandwidth, before: Bandwidth): readonly GroupChange[] {
  if (wanted.periodUs === undefined && wanted.quotaUs === undefined) return [];
  const periodUs = wanted.periodUs ?? before.periodUs ?? USUAL_PERIOD_US;
  const quotaUs = wanted.quotaUs === undefined ? (before.quotaUs ?? null) : wanted.quotaUs;
  const properties = propertiesOf(periodUs, quotaUs);
  if (version === 2) return [{ file: 'cpu.max', text: `${quotaUs ?? 'max'} ${periodUs}`, properties }];
  return [
    { file: 'cpu.cfs_period_us', text: String(periodUs), properties },
    { file: 'cpu.cfs_quota_us', text: String(quotaUs ?? -1), properties: [] },
  ];
}

/** systemd has the quota in percents of one CPU, and an empty one for none. */
function propertiesOf(periodUs: number, quotaUs: number | null): readonly string[] {
  const percent = quotaUs === null ? '' : `${Math.round((quotaUs / periodUs) * 10_000) / 100}%`;
  return [`CPUQuotaPeriodSec=${periodUs}us`, `CPUQuota=${percent}`];
}
