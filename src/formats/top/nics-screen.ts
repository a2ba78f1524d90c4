import { type GuestTraffic, guestTraffic, guestTrafficRates } from '../../model/guest-traffic.js';
import type { PerSecond } from '../../model/rates.js';
import type { NicSnapshot } from '../../model/snapshot.js';
import { type TableColumn, tableColumn } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { alarm, plus } from './figures.js';
import { guestNameColumn } from './guest-name-column.js';
import { addressesOf, addressOf } from './nic-figures.js';
import { type KeyedGuest, keyedGuests, uniqueKeys } from './row-keys.js';
import { type TopRow, type TopSource, topScreen } from './top-screen.js';

/** A network card of a guest; traffic is as the guest counts it. */
export interface NicRow extends TopRow {
  readonly card: NicSnapshot;
  readonly address: string | undefined;
  /** All that the guest agent reports. */
  readonly addresses: readonly string[];
  /** Of the interface on the host. */
  readonly bitsPerSecond: number | undefined;
  readonly traffic: GuestTraffic | undefined;
  readonly rates: PerSecond<GuestTraffic> | undefined;
}

type Counter = keyof GuestTraffic;
const { text, bytes, count } = columnsOf<NicRow>();

export const NIC_COLUMNS: readonly TableColumn<NicRow>[] = [
  guestNameColumn(),
  text(
    'nic',
    'NIC',
    'id of the card, or of its network backend',
    ({ card: { nic } }) => nic.id ?? nic.netdev,
    {
      leastWidth: 6,
    },
  ),
  text('mac', 'MAC', 'its address', ({ card: { nic } }) => nic.mac, { rank: 4, leastWidth: 17 }),
  text('tap', 'TAP', 'its interface on the host', ({ card: { host } }) => host?.name, {
    rank: 2,
    leastWidth: 8,
  }),
  text(
    'bridge',
    'BRIDGE',
    'the bridge of that, or the interface below a macvtap',
    ({ card: { host } }) => host?.parent,
  ),
  bytes('rx', 'RX/s', 'received', rate('receivedBytes')),
  bytes('tx', 'TX/s', 'sent', rate('transmittedBytes')),
  count('rxp', 'RXP/s', 'packets received', rate('receivedPackets'), { rank: 3 }),
  count('txp', 'TXP/s', 'packets sent', rate('transmittedPackets'), { rank: 3 }),
  total('errors', 'ERRORS', 'packets with errors since the interface is there', 'Errors'),
  total('drops', 'DROPS', 'packets dropped since the interface is there', 'Drops'),
  lost('rxerrors', 'RXERR/s', 'packets with errors on the way to the guest', 'receivedErrors'),
  lost('txerrors', 'TXERR/s', 'packets with errors on the way from the guest', 'transmittedErrors'),
  lost('rxdrops', 'RXDROP/s', 'packets dropped on the way to the guest', 'receivedDrops'),
  lost('txdrops', 'TXDROP/s', 'packets dropped on the way from the guest', 'transmittedDrops'),
  count(
    'speed',
    'SPEED',
    'bits per second of the interface on the host',
    ({ bitsPerSecond }) => bitsPerSecond,
    {
      rank: 5,
    },
  ),
  text(
    'address',
    'ADDRESS',
    'as the guest agent reports it, else as the host has seen it',
    ({ address }) => address,
    { rank: 0, leastWidth: 15, isElastic: true },
  ),
  text(
    'addresses',
    'ADDRESSES',
    'all that the guest agent reports',
    ({ addresses }) => addresses.join(' ') || undefined,
  ),
];

function rate(counter: Counter): (row: NicRow) => number | undefined {
  return ({ rates }) => rates?.[counter];
}

/** Both directions; bad while it grows. */
function total(name: string, heading: string, about: string, of: 'Errors' | 'Drops'): TableColumn<NicRow> {
  const sum = (counters: PerSecond<GuestTraffic> | undefined) =>
    plus(counters?.[`received${of}`], counters?.[`transmitted${of}`]);
  return tableColumn<NicRow>({
    ...{ name, heading, about, unit: 'count', rank: 1 },
    figureOf: ({ traffic }) => sum(traffic),
    emphasis: ({ rates }) => alarm(sum(rates), 0, 0),
  });
}

function lost(name: string, heading: string, about: string, counter: Counter): TableColumn<NicRow> {
  return count(name, heading, about, rate(counter), { emphasis: (row) => alarm(rate(counter)(row), 0, 0) });
}

/** The cards of one guest. */
export function nicRowsOf(
  { key, guest }: KeyedGuest,
  speeds: ReadonlyMap<string, number | undefined>,
): readonly NicRow[] {
  return guest.nics.map((card, at) => {
    const { nic, host } = card;
    return {
      ...{ key: `${key}/${nic.path ?? nic.id ?? nic.netdev}`, guest, card },
      address: addressOf(guest, card),
      addresses: addressesOf(guest, nic.mac),
      bitsPerSecond: host && speeds.get(host.name),
      traffic: guestTraffic(host),
      rates: guestTrafficRates(host, guest.rates?.nics?.[at]),
    };
  });
}

/** How fast the interfaces of the host are, as far as qgauge's own network namespace shows them. */
export function speedsOf({ snapshot }: TopSource): ReadonlyMap<string, number | undefined> {
  return new Map(snapshot.host.sample?.nets?.map(({ name, bitsPerSecond }) => [name, bitsPerSecond]));
}

export const NICS_SCREEN = topScreen({
  name: 'nics',
  title: 'Cards',
  columns: NIC_COLUMNS,
  shown: 'guest nic mac tap rx tx rxp txp errors drops speed address'.split(' '),
  sort: 'rx',
  orders: { net: 'rx' },
  rowsOf: (source) => {
    const speeds = speedsOf(source);
    return uniqueKeys(keyedGuests(source.snapshot).flatMap((guest) => nicRowsOf(guest, speeds)));
  },
});
