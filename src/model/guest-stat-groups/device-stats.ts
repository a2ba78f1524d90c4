import type { Disk } from '../disk.js';
import type { GuestStatGroup } from '../guest-stats.js';
import { guestTraffic } from '../guest-traffic.js';
import type { NetInterface } from '../net-interface.js';
import type { NicSnapshot } from '../snapshot.js';
import { stat } from './stat.js';

/** The group `vscsi NAME` of a disk, whatever its bus. */
export function diskStats({ name, counters }: Disk): GuestStatGroup {
  const latency = (nanoseconds: number | undefined) =>
    nanoseconds === undefined ? undefined : Math.round(nanoseconds / 1000);
  return {
    name: `vscsi ${name}`,
    stats: [
      ...stat('num.reads', counters.readOperations, 'accumulate'),
      ...stat('num.writes', counters.writeOperations, 'accumulate'),
      ...stat('size.reads', counters.readBytes, 'accumulate', 'bytes'),
      ...stat('size.writes', counters.writeBytes, 'accumulate', 'bytes'),
      ...stat('latency.reads', latency(counters.readNanoseconds), 'accumulate', 'us'),
      ...stat('latency.writes', latency(counters.writeNanoseconds), 'accumulate', 'us'),
    ],
  };
}

/** The group `vnet MAC` of a network card; none for a card whose address is not known. */
export function nicStats({ nic: { mac }, host }: NicSnapshot): readonly GuestStatGroup[] {
  if (mac === undefined) return [];
  const traffic = guestTraffic(host);
  return [
    {
      name: `vnet ${mac}`,
      stats: [
        ...stat('num.tx', traffic?.transmittedPackets, 'accumulate', 'packets'),
        ...stat('size.tx', traffic?.transmittedBytes, 'accumulate', 'bytes'),
        ...stat('num.rx', traffic?.receivedPackets, 'accumulate', 'packets'),
        ...stat('size.rx', traffic?.receivedBytes, 'accumulate', 'bytes'),
        // Neither tc nor QEMU promises a guest any bandwidth.
        ...stat('reservation', host?.limits && 0, 'static', 'MBps'),
        ...stat('limit', host && limitMegabytes(host), 'static', 'MBps'),
      ],
    },
  ];
}

/** Of what the guest sends: a tap receives that. Whole megabytes, and never 0, which would forbid everything. */
function limitMegabytes({ limits, isMacvtap }: NetInterface): number | undefined {
  if (limits === undefined) return undefined;
  const bandwidth = isMacvtap ? limits.sent : limits.received;
  return bandwidth === null ? NO_LIMIT : Math.max(1, Math.round(bandwidth.averageBytesPerSecond / 1e6));
}

const NO_LIMIT = -1;
