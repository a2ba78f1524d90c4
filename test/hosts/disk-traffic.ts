import type { DISK_TRAFFIC } from '../../src/formats/hv-monitor/record.js';
import type { LabHost } from '../lab/lab-host.js';

/** What QEMU has counted of a device, and whether its I/O works. Times in milliseconds. */
export interface DiskTraffic {
  /** The drive's id, or the path or id of the device that has none. */
  readonly device: string;
  /** Empty for a device that does not say. */
  readonly ioStatus: string;
  readonly counters: { readonly [name in (typeof DISK_TRAFFIC)[number]]: number };
}

interface BlockDevice {
  readonly device: string;
  readonly qdev?: string;
  readonly 'io-status'?: string;
}

interface BlockStats extends BlockDevice {
  readonly stats: { readonly [name: string]: number };
}

const NANOSECONDS = 1e6;

export async function readDiskTraffic(host: LabHost, monitor: string): Promise<readonly DiskTraffic[]> {
  const devices = (await host.ask(monitor, 'query-blockstats')) as readonly BlockStats[];
  const states = (await host.ask(monitor, 'query-block')) as readonly BlockDevice[];
  return devices.map(({ stats, ...block }) => {
    const device = nameOf(block);
    const ioStatus = states.find((other) => nameOf(other) === device)?.['io-status'] ?? '';
    const count = (name: string) => stats[name] ?? Number.NaN;
    const counters = {
      rbytes: count('rd_bytes'),
      rreqs: count('rd_operations'),
      rtime: count('rd_total_time_ns') / NANOSECONDS,
      wbytes: count('wr_bytes'),
      wreqs: count('wr_operations'),
      wtime: count('wr_total_time_ns') / NANOSECONDS,
      freqs: count('flush_operations'),
      ftime: count('flush_total_time_ns') / NANOSECONDS,
    };
    return { device, ioStatus, counters };
  });
}

function nameOf({ device, qdev = '' }: BlockDevice): string {
  return device === '' ? qdev : device;
}
