import type { NetCounters } from '../../model/net-interface.js';
import { sumOf } from '../hv-monitor/sums.js';
import { type MetricValue, metricsOf, type Row } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

const BITS_PER_MEGABIT = 1e6;

/** kvmtop's names without their prefixes, in its order. */
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

export const HOST_NET = metricsOf<HostSubject>('net', [
  ...BYTES.map(([name, of]) => hostRow(`net_host_${name}`, of)),
  ['net_host_speed', 'gauge', 'Mbit/s', 'of the links that are up, summed', speed],
  ...VERBOSE.map(([name, of]) => hostRow(`*net_host_${name}`, of)),
]);

export const GUEST_NET = metricsOf<GuestSubject>('net', [
  ...BYTES.map(([name, of]) => guestRow(`net_${name}`, of)),
  ...VERBOSE.map(([name, of]) => guestRow(`*net_${name}`, of)),
  ['*net_interfaces', 'text', '', "the host's interfaces of the guest, joined with ;", interfaces],
]);

function hostRow(name: string, of: keyof NetCounters): Row<HostSubject> {
  const figureOf = ({ netRates }: HostSubject) => sumOf(netRates?.map((net) => net.perSecond[of]));
  return [name, 'rate', unitOf(of), `${of}, all devices`, figureOf];
}

/** As the interface on the host counts: what a tap has received, the guest has sent. */
function guestRow(name: string, of: keyof NetCounters): Row<GuestSubject> {
  const what = `${of} of the guest's interfaces on the host: what a tap received, the guest has sent`;
  return [name, 'rate', unitOf(of), what, ({ guest }) => trafficOf(guest, of)];
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
