import type { GuestStat, GuestStatGroup, GuestStats } from '../../../src/model/guest-stats.js';

/** The statistics of the examples in VMware's document. */
export const EXAMPLE: GuestStats = {
  session: 4004861987670969122n,
  groups: [session(), host(), resources(), disk('scsi0:0'), nic('00:0c:29:1e:23:f3')],
};

/** The example with other groups, or with more. */
export function withGroups(...groups: readonly GuestStatGroup[]): GuestStats {
  return { ...EXAMPLE, groups };
}

export function disk(name: string): GuestStatGroup {
  const stats = [
    sum('num.reads', 12605, ''),
    sum('num.writes', 1039, ''),
    sum('size.reads', 533612032, 'bytes'),
    sum('size.writes', 14279680, 'bytes'),
    sum('latency.reads', 1944173239, 'us'),
    sum('latency.writes', 102025122, 'us'),
  ];
  return { name: `vscsi ${name}`, stats };
}

export function nic(mac: string): GuestStatGroup {
  const stats = [
    sum('num.tx', 209, 'packets'),
    sum('size.tx', 38137, 'bytes'),
    sum('num.rx', 10920, 'packets'),
    sum('size.rx', 1312789, 'bytes'),
    setting('reservation', 0, 'MBps'),
    setting('limit', -1, 'MBps'),
  ];
  return { name: `vnet ${mac}`, stats };
}

export function session(provider = '', version = 'VMware ESX 6.0.0 build-12345'): GuestStatGroup {
  const stats = [
    setting('session', 4004861987670969122n, ''),
    sum('uptime', 1036293956, 'us'),
    { name: 'version', value: version },
    { name: 'provider', value: provider },
    { name: 'uuid.bios', value: '56 4d 2c 53 43 56 66 8e-7c 05 fd 7e 51 1e 23 f3' },
  ];
  return { name: 'session', stats };
}

function host(): GuestStatGroup {
  const stats = [
    setting('host.cpu.processorMHz', 2399, 'MHz'),
    setting('host.cpu.coresPerPkg', 4, ''),
    setting('host.cpu.packages', 2, ''),
    setting('host.cpu.cores', 8, ''),
    setting('host.cpu.threads', 16, ''),
    { name: 'host.dmi.product', value: 'ProLiant ML350 G6' },
    { name: 'host.dmi.vendor', value: 'HP' },
  ];
  return { name: 'host', stats };
}

function resources(): GuestStatGroup {
  const stats = [
    setting('vm.cpu.reserved', 4798, 'MHz'),
    setting('vm.cpu.limit', 11995, 'MHz'),
    sum('vm.cpu.used', 224057517, 'us'),
    sum('vm.cpu.contention.cpu', 65606184, 'us'),
    sum('vm.cpu.contention.mem', 1488848, 'us'),
    present('vm.numa.local', 1837248),
    present('vm.numa.remote', 0),
    setting('guest.mem.reserved', 204800, 'KB'),
    setting('guest.mem.limit', 1536000, 'KB'),
    present('guest.mem.mapped', 1810144),
    present('guest.mem.consumed', 1521680),
    present('guest.mem.swapped', 3236),
    present('guest.mem.ballooned', 27104),
    sum('guest.mem.swapIn', 3416, 'KB'),
    sum('guest.mem.swapOut', 6588, 'KB'),
    present('ovhd.mem.swapped', 0),
    sum('ovhd.mem.swapIn', 0, 'KB'),
    sum('ovhd.mem.swapOut', 0, 'KB'),
  ];
  return { name: 'resources', stats };
}

export function setting(name: string, value: number | bigint, units: string): GuestStat {
  return { name, value, type: 'static', units };
}

export function sum(name: string, value: number | bigint, units: string): GuestStat {
  return { name, value, type: 'accumulate', units };
}

export function present(name: string, value: number | bigint): GuestStat {
  return { name, value, type: 'instant', units: 'KB' };
}
