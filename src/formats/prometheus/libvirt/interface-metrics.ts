import type { GuestSource, NicSource } from '../guest-source.js';
import { counter, info, type Metric, metricsOfEach, type Row } from '../metric.js';
import { of } from '../nic-metrics.js';

const FROM = '/proc/PID/net/dev';

/** Cards with an interface on the host, which is the target device. Traffic is the guest's view, as libvirt has it. */
const EACH = { labels: ['domain', 'target_device'], items: ({ nics }: GuestSource) => nics };

export const LIBVIRT_INTERFACE_METRICS: readonly Metric<GuestSource>[] = [
  ...metricsOfEach<GuestSource, NicSource>({ prefix: 'libvirt_domain_interface_', ...EACH }, [meta()]),
  ...metricsOfEach<GuestSource, NicSource>({ prefix: 'libvirt_domain_interface_stats_', ...EACH }, [
    info(
      'info',
      ['mac_address', 'source_bridge'],
      'The address of the card, and the bridge of its interface.',
      'qom-get mac, /sys/class/net',
      ({ card }) => ({ mac_address: card.nic.mac, source_bridge: bridgeOf(card) }),
    ),
    counter('receive_bytes_total', 'Received by the guest.', FROM, of('receivedBytes')),
    counter('receive_packets_total', 'Packets received by the guest.', FROM, of('receivedPackets')),
    counter('receive_errors_total', 'Errors on the way to the guest.', FROM, of('receivedErrors')),
    counter('receive_drops_total', 'Packets dropped on the way to the guest.', FROM, of('receivedDrops')),
    counter('transmit_bytes_total', 'Sent by the guest.', FROM, of('transmittedBytes')),
    counter('transmit_packets_total', 'Packets sent by the guest.', FROM, of('transmittedPackets')),
    counter('transmit_errors_total', 'Errors on the way from the guest.', FROM, of('transmittedErrors')),
    counter(
      'transmit_drops_total',
      'Packets dropped on the way from the guest.',
      FROM,
      of('transmittedDrops'),
    ),
  ]),
];

/** An info whose name does not end in `_info`. */
function meta(): Row<NicSource> {
  const row = info<NicSource>(
    'meta',
    ['source_bridge'],
    'The bridge of the interface.',
    '/sys/class/net',
    ({ card }) => ({ source_bridge: bridgeOf(card) }),
  );
  return { ...row, type: 'gauge' };
}

/** The parent of a macvtap is a device, not a bridge. */
function bridgeOf({ host }: NicSource['card']): string | undefined {
  return host?.isMacvtap ? undefined : host?.parent;
}
