import type { NetCounters } from '../../model/net-interface.js';
import { sumOf } from '../hv-monitor/sums.js';
import { type MetricValue, metricsOf, type Row, verbose } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

const BITS_PER_MEGABIT = 1e6;

/** kvmtop's names without their prefix, in its order, with ours. */
const BYTES = [
  ['receivedBytes', 'receivedBytes'],
  ['transmittedBytes', 'transmittedBytes'],
] as const;

const VERBOSE = [
  ['receivedPackets', 'receivedPackets'],
  ['receivedErrs', 'receivedErrors'],
  ['receivedDrop', 'receivedDrops'],
  ['receivedFifo', 'receivedFifo'],
  ['receivedFrame', 'receivedFrame'],
  ['receivedCompressed', 'receivedCompressed'],
  ['receivedMulticast', 'receivedMulticast'],
  ['transmittedPackets', 'transmittedPackets'],
  ['transmittedErrs', 'transmittedErrors'],
  ['transmittedDrop', 'transmittedDrops'],
  ['transmittedFifo', 'transmittedFifo'],
  ['transmittedColls', 'collisions'],
  ['transmittedCarrier', 'transmittedCarrier'],
  ['transmittedCompressed', 'transmittedCompressed'],
] as const;

/** Sums over the host's interfaces. */
export const HOST_NET = metricsOf<HostSubject>('net', [
  ...BYTES.map(([name, of]) => hostRow(`net_host_${name}`, of)),
  {
    name: 'net_host_speed',
    kind: 'gauge',
    unit: 'Mbit/s',
    describe: 'speed of the links that are up, summed',
    figureOf: speed,
  },
  ...VERBOSE.map(([name, of]) => verbose(hostRow(`net_host_${name}`, of))),
]);

/** Sums over a guest's interfaces on the host. */
export const GUEST_NET = metricsOf<GuestSubject>('net', [
  ...BYTES.map(([name, of]) => guestRow(`net_${name}`, of)),
  ...VERBOSE.map(([name, of]) => verbose(guestRow(`net_${name}`, of))),
  verbose({
    name: 'net_interfaces',
    kind: 'text',
    unit: '',
    describe: 'interfaces of the guest on the host, separated by ;',
    figureOf: interfaces,
  }),
]);

function hostRow(name: string, of: keyof NetCounters): Row<HostSubject> {
  const figureOf = ({ netRates }: HostSubject) => sumOf(netRates?.map((net) => net.perSecond[of]));
  return { name, kind: 'rate', unit: unitOf(of), describe: `${of}, all devices`, figureOf };
}

/** Counted at the interface on the host: what a tap received, the guest sent. */
function guestRow(name: string, of: keyof NetCounters): Row<GuestSubject> {
  const describe = `${of} of the guest's interfaces on the host: a tap receives what the guest sends`;
  return { name, kind: 'rate', unit: unitOf(of), describe, figureOf: ({ guest }) => trafficOf(guest, of) };
}

function trafficOf({ nics, rates, qemu }: GuestSubject['guest'], of: keyof NetCounters): MetricValue {
  if (rates?.nics === undefined || (nics.length === 0 && qemu?.nics === undefined)) return undefined;
  return sumOf(rates.nics.map((nic) => nic?.[of]));
}

function unitOf(counter: keyof NetCounters): string {
  return counter.endsWith('Bytes') ? 'bytes' : 'count';
}

function speed({ nets }: HostSubject): MetricValue {
  const known = nets?.filter(({ bitsPerSecond }) => bitsPerSecond !== undefined);
  if (known === undefined || known.length === 0) return undefined;
  return known.reduce((sum, { bitsPerSecond = 0 }) => sum + bitsPerSecond, 0) / BITS_PER_MEGABIT;
}

function interfaces({ guest: { nics, qemu } }: GuestSubject): MetricValue {
  if (nics.length === 0 && qemu?.nics === undefined) return undefined;
  return nics.flatMap(({ host }) => host?.name ?? []).join(';');
}
