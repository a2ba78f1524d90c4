import {
  CPU_TIMES,
  HOST_DISK_COUNTERS,
  NET_COUNTERS,
  SWAP_COUNTERS,
  WHOLE_CPU_TIMES,
} from './counter-names.js';
import { byUniqueKey, growthOf, ratesOf, ratioOf, secondsBetween, wrappingGrowthOf } from './counters.js';
import type { CpuTimes, HostDisk, HostNet, HostSample } from './host-sample.js';
import type { HostDiskRates, HostNetRates, HostRates, PerSecond } from './rates.js';

/** The kernel prints these as 32 bits on every machine. */
const WRAPPING: ReadonlySet<string> = new Set([
  'readMilliseconds',
  'writeMilliseconds',
  'busyMilliseconds',
  'weightedMilliseconds',
]);

const WRAPPING_COUNTERS = HOST_DISK_COUNTERS.filter((name) => WRAPPING.has(name));
const OTHER_COUNTERS = HOST_DISK_COUNTERS.filter((name) => !WRAPPING.has(name));

/** How the counters of a host have changed between two samples; `undefined` when no time has passed. */
export function hostRates(previous: HostSample, current: HostSample): HostRates | undefined {
  const seconds = secondsBetween(previous.monotonicSeconds, current.monotonicSeconds);
  if (seconds === undefined) return undefined;
  return {
    overSeconds: seconds,
    cpu: previous.cpu && current.cpu && sharesOfCpu(previous.cpu.times, current.cpu.times),
    disks: previous.disks && current.disks && ratesOfDisks(previous.disks, current.disks, seconds),
    nets: previous.nets && current.nets && ratesOfNets(previous.nets, current.nets, seconds),
    swap: previous.swap && current.swap && ratesOf(SWAP_COUNTERS, previous.swap, current.swap, seconds),
  };
}

/** Shares of the time that all CPUs have counted, not of the clock: the kernel counts ticks, and CPUs come and go. */
function sharesOfCpu(previous: CpuTimes, current: CpuTimes): PerSecond<CpuTimes> {
  const growth = (name: keyof CpuTimes) => growthOf(previous[name], current[name]);
  // The kernel's iowait may decrease; the other times still add up to all that is known.
  const whole = WHOLE_CPU_TIMES.reduce((sum, name) => sum + (growth(name) ?? 0), 0);
  const shares = CPU_TIMES.map((name) => [name, ratioOf(growth(name), whole)] as const);
  return Object.fromEntries(shares) as PerSecond<CpuTimes>;
}

function ratesOfDisks(
  previous: readonly HostDisk[],
  current: readonly HostDisk[],
  seconds: number,
): readonly HostDiskRates[] {
  const before = byUniqueKey(previous, ({ name }) => name);
  return current.flatMap((disk) => {
    const same = before.get(disk.name);
    return same === undefined ? [] : [ratesOfDisk(same, disk, seconds)];
  });
}

function ratesOfDisk(previous: HostDisk, current: HostDisk, seconds: number): HostDiskRates {
  const [before, now] = [previous.counters, current.counters];
  // When another counter stepped back too, this is a new device with the old name, and nothing has wrapped.
  const isNew = OTHER_COUNTERS.some((name) => growthOf(before[name], now[name]) === undefined);
  const growth = isNew ? growthOf : wrappingGrowthOf;
  return {
    name: current.name,
    perSecond: {
      ...ratesOf(OTHER_COUNTERS, before, now, seconds),
      ...ratesOf(WRAPPING_COUNTERS, before, now, seconds, growth),
    },
    inFlightChangePerSecond: (current.inFlight - previous.inFlight) / seconds,
  };
}

function ratesOfNets(
  previous: readonly HostNet[],
  current: readonly HostNet[],
  seconds: number,
): readonly HostNetRates[] {
  const before = byUniqueKey(previous, ({ name }) => name);
  return current.flatMap(({ name, counters }) => {
    const same = before.get(name)?.counters;
    return same === undefined ? [] : [{ name, perSecond: ratesOf(NET_COUNTERS, same, counters, seconds) }];
  });
}
