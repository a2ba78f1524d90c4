import type { GuestInterface } from '../../model/guest-interfaces.js';
import type { GuestTraffic } from '../../model/guest-traffic.js';
import { fitMiddle, fitText } from '../../support/fit-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { textWidth } from '../../support/text-width.js';
import { listed, type TableTextOptions, table } from './virsh-text.js';

/** `virsh domiflist`: by their interfaces on the host. */
export function encodeInterfaceList(cards: readonly GuestInterface[], options?: TableTextOptions): string {
  return table(
    ['Interface', 'Type', 'Source', 'Model', 'MAC'],
    cards.map((card) => [card.hostInterface, typeOf(card), card.parent, modelOf(card), card.mac]),
    options,
  );
}

/** QEMU's words for a backend that libvirt has others for. */
const TYPES: { readonly [backend: string]: string } = { 'vhost-user': 'vhostuser', 'vhost-vdpa': 'vdpa' };

function typeOf({ backend, hostInterface, parent, isMacvtap }: GuestInterface): string | undefined {
  if (isMacvtap) return 'direct';
  if (hostInterface !== undefined) return parent === undefined ? 'ethernet' : 'bridge';
  return backend === undefined ? undefined : (TYPES[backend] ?? backend);
}

/** libvirt calls `virtio-net-pci` `virtio`, and `virtio-net-pci-transitional` `virtio-transitional`. */
function modelOf({ model }: GuestInterface): string | undefined {
  return model?.replace(/^virtio-net(?:-pci|-ccw|-device)?(?=$|-)/, 'virtio');
}

/** In virsh's order. */
const TRAFFIC: { readonly [name: string]: keyof GuestTraffic } = {
  rx_bytes: 'receivedBytes',
  rx_packets: 'receivedPackets',
  rx_errs: 'receivedErrors',
  rx_drop: 'receivedDrops',
  tx_bytes: 'transmittedBytes',
  tx_packets: 'transmittedPackets',
  tx_errs: 'transmittedErrors',
  tx_drop: 'transmittedDrops',
};

/** `virsh domifstat`. */
export function encodeInterfaceStats(card: string, traffic: GuestTraffic): string {
  const name = terminalSafe(card);
  return listed(Object.entries(TRAFFIC).map(([key, member]) => [`${name} ${key}`, traffic[member]]));
}

/** An interface and its addresses; `prefix` is `undefined` where it is not known how long that is. */
export interface PrintedInterface {
  readonly name: string;
  readonly mac: string | undefined;
  readonly addresses: readonly {
    readonly address: string;
    readonly family: string;
    readonly prefix: number | undefined;
  }[];
}

/** `virsh domifaddr`: the name of an interface stands at its first address, and with `full` at each one. */
export function encodeAddresses(
  interfaces: readonly PrintedInterface[],
  { full = false, width = Number.POSITIVE_INFINITY }: TableTextOptions & { readonly full?: boolean } = {},
): string {
  const rows = interfaces.flatMap(({ name, mac, addresses }) =>
    addresses.length === 0
      ? [line([name, mac ?? 'N/A', 'N/A', 'N/A'], width)]
      : addresses.map(({ address, family, prefix }, at) => {
          const [first, second] = full || at === 0 ? [name, mac ?? ''] : ['-', '-'];
          const last = prefix === undefined ? address : `${address}/${prefix}`;
          return line([first, second, family, last], width);
        }),
  );
  const heading = [' Name       MAC address          Protocol     Address', '-'.repeat(79)];
  return [...heading.map((text) => text.slice(0, width)), ...rows].map((text) => `${text}\n`).join('');
}

/** Where there is no room, the address is cut. */
function line(
  [name, mac, protocol, address]: readonly [name: string, mac: string, protocol: string, address: string],
  width: number,
): string {
  const [first, second, last] = [name, mac, address].map((text) => terminalSafe(text));
  const head = ` ${first?.padEnd(10)} ${second?.padEnd(17)}    ${protocol.padEnd(12)} `;
  return fitText(head + fitMiddle(last ?? '', Math.max(1, width - textWidth(head))), width);
}
