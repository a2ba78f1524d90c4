import type { GuestTraffic } from '../../model/guest-traffic.js';
import type { GuestSource, NicSource } from './guest-source.js';
import { counter, info, metricsOfEach } from './metric.js';

const FROM = '/proc/PID/net/dev';

/** The network cards of a guest. Traffic is the guest's view: what it has received, the tap has transmitted. */
export const NIC_METRICS = metricsOfEach<GuestSource, NicSource>(
  { prefix: 'qgauge_guest_nic_', labels: ['guest', 'nic'], items: ({ nics }) => nics },
  [
    info(
      'info',
      ['mac', 'tap', 'bridge'],
      'The address of the card as QEMU has it, its interface on the host, and the bridge of that, or the interface below a macvtap.',
      'qom-get mac, /sys/class/net',
      ({ card: { nic, host } }) => ({ mac: nic.mac, tap: host?.name, bridge: host?.parent }),
    ),
    counter('receive_bytes_total', 'Received by the guest.', FROM, of('receivedBytes')),
    counter('transmit_bytes_total', 'Sent by the guest.', FROM, of('transmittedBytes')),
    counter('receive_packets_total', 'Packets received by the guest.', FROM, of('receivedPackets')),
    counter('transmit_packets_total', 'Packets sent by the guest.', FROM, of('transmittedPackets')),
    counter('receive_errors_total', 'Errors on the way to the guest.', FROM, of('receivedErrors')),
    counter('transmit_errors_total', 'Errors on the way from the guest.', FROM, of('transmittedErrors')),
    counter('receive_drops_total', 'Packets dropped on the way to the guest.', FROM, of('receivedDrops')),
    counter(
      'transmit_drops_total',
      'Packets dropped on the way from the guest.',
      FROM,
      of('transmittedDrops'),
    ),
  ],
);

/** Reads a figure of the guest's view. */
export function of(name: keyof GuestTraffic): (source: NicSource) => number | undefined {
  return ({ traffic }) => traffic?.[name];
}
