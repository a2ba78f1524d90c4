import type { DISK_TRAFFIC } from '../../src/formats/hv-monitor/record.js';
import type { LabHost } from '../lab/lab-host.js';

/** What QEMU has counted of a device. Times in milliseconds. */
export interface DiskTraffic {
  /** The drive's id, or the path or id of the device that has none. */
  readonly device: string;
  readonly counters: { readonly [name in (typeof DISK_TRAFFIC)[number]]: number };
}

interface BlockStats {
  readonly device: string;
  readonly qdev?: string;
  readonly stats: { readonly [name: string]: number };
}

const NANOSECONDS = 1e6;

export async function readDiskTraffic(host: LabHost, monitor: string): Promise<readonly DiskTraffic[]> {
  const devices = (await host.ask(monitor, 'query-blockstats')) as readonly BlockStats[];
  return devices.map(({ device, qdev = '', stats }) => {
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
    return { device: device === '' ? qdev : device, counters };
  });
}
