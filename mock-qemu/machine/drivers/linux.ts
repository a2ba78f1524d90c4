import type { GuestMemory, MemorySample } from '../guest-memory.js';
import type { DriverSetting, GuestDriver, GuestReport } from './guest-driver.js';

/** Reports at once, with the ten statistics of Linux before 6.12. */
export function linux61({ memory }: DriverSetting): GuestDriver {
  return { isAlive: true, report: (send) => send(linuxReport(memory)) };
}

/** Reports at once, with the six statistics that Linux 6.12 added too. A QEMU before 9.2 ignores those. */
export function linux612({ memory }: DriverSetting): GuestDriver {
  return {
    isAlive: true,
    report: (send) => send(new Map([...linuxReport(memory), ...bigintEntries(reclaim(memory.sample()))])),
  };
}

export function linuxReport(memory: GuestMemory): GuestReport {
  const sample = memory.sample();
  return new Map(
    bigintEntries({
      'stat-swap-in': 0,
      'stat-swap-out': 0,
      'stat-major-faults': sample.majorFaults,
      'stat-minor-faults': sample.minorFaults,
      'stat-free-memory': sample.free,
      'stat-total-memory': sample.total,
      'stat-available-memory': sample.available,
      'stat-disk-caches': sample.caches,
      'stat-htlb-pgalloc': 0,
      'stat-htlb-pgfail': 0,
    }),
  );
}

function reclaim({ oomKills, asyncScans }: MemorySample): Record<string, number> {
  return {
    'stat-oom-kills': oomKills,
    'stat-alloc-stalls': oomKills * 8,
    'stat-async-scans': asyncScans,
    'stat-direct-scans': oomKills * 512,
    'stat-async-reclaims': Math.floor(asyncScans * 0.9),
    'stat-direct-reclaims': oomKills * 256,
  };
}

function bigintEntries(stats: Readonly<Record<string, number>>): [string, bigint][] {
  return Object.entries(stats).map(([key, value]) => [key, BigInt(value)]);
}
