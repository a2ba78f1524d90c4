import { controls, here, type MethodEntry } from './method-entry.js';

export const NETWORK_METHODS: readonly MethodEntry[] = [
  here('interface_stats', 'interfaceStats(card)', 'full', {
    source: '/proc/PID/net/dev',
    differs:
      'As the guest counts: what its tap sends, it receives. An error for a card without an interface on the host, as with user networking.',
  }),
  here('get_interface_parameters', 'interfaceParameters(card)', 'partial', {
    source: 'tc(8) of the interface on the host',
    differs:
      'Bytes per second, bursts in bytes (libvirt: KiB/s, KiB), null for no limit. Limits are found where libvirt puts them; `floor` is of its networks, and unknown.',
  }),
  controls('set_interface_parameters', 'setInterfaceParameters(card, limits)', 'partial', {
    source: 'tc(8) of the interface on the host',
    differs:
      'Bytes per second, bursts in bytes, null for no limit. Refused where the interface has queueing disciplines of somebody else, those of libvirt too; no `floor`, and no peak of what the guest sends.',
  }),
  here('get_interface_addresses', 'interfaceAddresses({source})', 'full', {
    source: 'guest-network-get-interfaces of the agent, /proc/PID/net/arp, the lease files of dnsmasq',
    differs:
      'The source is agent, neighbour (libvirt: arp) or lease. Only the agent knows the length of a prefix, and the names in the guest.',
  }),
];
