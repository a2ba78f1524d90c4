import { DISK_COUNTERS, NET_COUNTERS } from '../../model/counter-names.js';
import type { Disk } from '../../model/disk.js';
import { allocatedBytes } from '../../model/disk-size.js';
import type { NetCounters } from '../../model/net-interface.js';
import type { DiskRates, PerSecond } from '../../model/rates.js';
import type { NicSnapshot } from '../../model/snapshot.js';
import { tagText } from './line-protocol.js';
import { counterFields, fieldsOf, type Line, measurementOf } from './measurement.js';
import { SELDOM_COUNTED } from './seldom-counted.js';
import { GUEST_TAGS, type GuestSource } from './source.js';

interface DiskSubject {
  readonly disk: Disk;
  readonly rates: DiskRates | undefined;
}

/** A line for each disk of a guest. */
export const DISK = measurementOf<GuestSource, DiskSubject>(
  'qgauge_disk',
  [...GUEST_TAGS, 'disk'],
  [
    ...fieldsOf<DiskSubject>('disk', [
      ['virtual_bytes', 'integer', 'gauge', 'bytes', ({ disk }) => disk.image?.virtualBytes],
      ['allocated_bytes', 'integer', 'gauge', 'bytes', ({ disk }) => allocatedBytes(disk)],
      ['actual_bytes', 'integer', 'gauge', 'bytes', ({ disk }) => disk.image?.actualBytes],
      ['io_status', 'string', 'text', '', ({ disk }) => disk.image?.ioStatus],
      ['read_latency_seconds', 'float', 'gauge', 's', ({ rates }) => rates?.readLatencySeconds],
      ['write_latency_seconds', 'float', 'gauge', 's', ({ rates }) => rates?.writeLatencySeconds],
      ['flush_latency_seconds', 'float', 'gauge', 's', ({ rates }) => rates?.flushLatencySeconds],
      ['queue_depth', 'float', 'gauge', 'I/Os', ({ rates }) => rates?.queueDepth],
    ]),
    ...counterFields<(typeof DISK_COUNTERS)[number], DiskSubject>(
      'disk',
      DISK_COUNTERS,
      ({ disk }) => disk.counters,
      ({ rates }) => rates?.perSecond,
    ),
  ],
  ({ tags, guest }) =>
    (guest.qemu?.disks ?? []).map((disk): Line<DiskSubject> => {
      const rates = guest.rates?.disks?.find(({ name }) => name === disk.name);
      return [`${tags}${tagText('disk', disk.name)}`, { disk, rates }];
    }),
);

interface NicSubject {
  readonly card: NicSnapshot;
  readonly rates: PerSecond<NetCounters> | undefined;
}

/**
 * A line for each card, counted at the interface on the host: a tap receives what the guest sends; a macvtap counts as
 * the guest does.
 */
export const NIC = measurementOf<GuestSource, NicSubject>(
  'qgauge_nic',
  [...GUEST_TAGS, 'nic', 'interface', 'parent', 'mac'],
  [
    ...fieldsOf<NicSubject>('net', [['macvtap', 'boolean', 'gauge', '', ({ card }) => card.host?.isMacvtap]]),
    ...counterFields<(typeof NET_COUNTERS)[number], NicSubject>(
      'net',
      NET_COUNTERS,
      ({ card }) => card.host?.counters,
      ({ rates }) => rates,
      { verbose: SELDOM_COUNTED },
    ),
  ],
  ({ tags, guest }) =>
    guest.nics.map((card, at): Line<NicSubject> => {
      const { nic, host } = card;
      const own = [
        tagText('nic', nic.id ?? `nic${at}`),
        tagText('interface', host?.name),
        tagText('parent', host?.parent),
        tagText('mac', nic.mac),
      ];
      return [`${tags}${own.join('')}`, { card, rates: guest.rates?.nics?.[at] }];
    }),
);
