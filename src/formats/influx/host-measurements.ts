import { HOST_DISK_COUNTERS, NET_COUNTERS } from '../../model/counter-names.js';
import type { HostDisk, HostNet, HugepagePool } from '../../model/host-sample.js';
import type { HostDiskRates, HostNetRates } from '../../model/rates.js';
import { HOST_METRICS } from '../kvmtop/catalogue.js';
import { tagText } from './line-protocol.js';
import {
  counterFields,
  fieldsOf,
  fieldsOfMetrics,
  type Line,
  type Measurement,
  measurementOf,
} from './measurement.js';
import { SELDOM_COUNTED } from './seldom-counted.js';
import { HOST_TAGS, type HostSource } from './source.js';

const HOST = measurementOf<HostSource, HostSource>(
  'qgauge_host',
  HOST_TAGS,
  [
    ...fieldsOfMetrics(HOST_METRICS).filter(({ name }) => name !== 'host_name'),
    ...fieldsOf<HostSource>('mem', [
      ['swap_in_bytes', 'integer', 'counter', 'bytes', ({ host }) => host.sample?.swap?.inBytes],
      ['swap_in_bytes_per_second', 'float', 'rate', 'bytes', ({ host }) => host.rates?.swap?.inBytes],
      ['swap_out_bytes', 'integer', 'counter', 'bytes', ({ host }) => host.sample?.swap?.outBytes],
      ['swap_out_bytes_per_second', 'float', 'rate', 'bytes', ({ host }) => host.rates?.swap?.outBytes],
      ['ksm_running', 'boolean', 'gauge', '', ({ host }) => host.sample?.ksm?.isRunning],
      ['ksm_pages_shared', 'integer', 'gauge', 'count', ({ host }) => host.sample?.ksm?.pagesShared],
      ['ksm_pages_sharing', 'integer', 'gauge', 'count', ({ host }) => host.sample?.ksm?.pagesSharing],
      ['ksm_pages_unshared', 'integer', 'gauge', 'count', ({ host }) => host.sample?.ksm?.pagesUnshared],
      ['ksm_pages_volatile', 'integer', 'gauge', 'count', ({ host }) => host.sample?.ksm?.pagesVolatile],
      ['ksm_full_scans', 'integer', 'counter', 'count', ({ host }) => host.sample?.ksm?.fullScans],
    ]),
  ],
  (source) => [[source.tags, source]],
);

interface DiskSubject {
  readonly disk: HostDisk;
  readonly rates: HostDiskRates | undefined;
}

const HOST_DISK = measurementOf<HostSource, DiskSubject>(
  'qgauge_host_disk',
  [...HOST_TAGS, 'disk'],
  [
    ...fieldsOf<DiskSubject>('disk', [
      ['in_flight', 'integer', 'gauge', 'count', ({ disk }) => disk.inFlight],
    ]),
    ...counterFields<(typeof HOST_DISK_COUNTERS)[number], DiskSubject>(
      'disk',
      HOST_DISK_COUNTERS,
      ({ disk }) => disk.counters,
      ({ rates }) => rates?.perSecond,
    ),
  ],
  ({ tags, disks = [], diskRates }) =>
    disks.map((disk): Line<DiskSubject> => {
      const rates = diskRates?.find(({ name }) => name === disk.name);
      return [`${tags}${tagText('disk', disk.name)}`, { disk, rates }];
    }),
);

interface NetSubject {
  readonly net: HostNet;
  readonly rates: HostNetRates | undefined;
}

const HOST_NET = measurementOf<HostSource, NetSubject>(
  'qgauge_host_net',
  [...HOST_TAGS, 'interface'],
  [
    ...fieldsOf<NetSubject>('net', [
      ['bits_per_second', 'integer', 'gauge', 'bit/s', ({ net }) => net.bitsPerSecond],
    ]),
    ...counterFields<(typeof NET_COUNTERS)[number], NetSubject>(
      'net',
      NET_COUNTERS,
      ({ net }) => net.counters,
      ({ rates }) => rates?.perSecond,
      { verbose: SELDOM_COUNTED },
    ),
  ],
  ({ tags, nets = [], netRates }) =>
    nets.map((net): Line<NetSubject> => {
      const rates = netRates?.find(({ name }) => name === net.name);
      return [`${tags}${tagText('interface', net.name)}`, { net, rates }];
    }),
);

const HUGEPAGES = measurementOf<HostSource, HugepagePool>(
  'qgauge_hugepages',
  [...HOST_TAGS, 'page_bytes'],
  fieldsOf<HugepagePool>('mem', [
    ['total', 'integer', 'gauge', 'count', ({ total }) => total],
    ['free', 'integer', 'gauge', 'count', ({ free }) => free],
    ['reserved', 'integer', 'gauge', 'count', ({ reserved }) => reserved],
    ['surplus', 'integer', 'gauge', 'count', ({ surplus }) => surplus],
  ]),
  ({ tags, host }) =>
    (host.sample?.hugepages ?? []).map((pool) => [`${tags}${tagText('page_bytes', pool.pageBytes)}`, pool]),
);

/** All measurements of a host. */
export const HOST_MEASUREMENTS: readonly Measurement<HostSource>[] = [HOST, HOST_DISK, HOST_NET, HUGEPAGES];
