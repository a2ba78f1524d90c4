import { here, type MethodEntry, planned, plannedRead } from './method-entry.js';

export const IDENTITY_METHODS: readonly MethodEntry[] = [
  here('get_id', 'id', 'full', {
    source: '/proc',
    differs:
      'The pid of QEMU, unique while it runs; undefined for a QEMU on another host. libvirt counts its guests instead.',
  }),
  here('get_uuid', 'uuid()', 'full', {
    source: 'query-uuid',
    differs: 'The 16 bytes; undefined for a QEMU that was started without -uuid, which has only zeros.',
  }),
  here('get_uuid_string', 'uuidString', 'full', {
    source: 'query-uuid',
    differs: 'Guests that were started from a copied command line share it: it identifies none of them.',
  }),
  here('get_name', 'name', 'full', {
    source: 'query-name, else -name of the command line',
    differs: 'Of a QEMU without a name, that of its monitor. Two guests may have the same one.',
  }),
  here('get_hostname', 'hostname({source})', 'full', {
    source: 'guest-get-host-name of the agent; the lease files of dnsmasq on this host',
    differs:
      'The source is `agent` or `lease`. Without libvirt it is not known which file has the lease: the usual places are searched, or those that are named.',
  }),
  plannedRead('get_metadata', 'metadata()', 'partial', {
    source: 'the guest file of qgauge',
    differs: 'Its title, description and keys of your own, as text: there is no XML, and no namespace.',
  }),
  planned('set_metadata', 'setMetadata()', 'partial', {
    source: 'the guest file of qgauge',
    differs: 'Writes the file alone: QEMU keeps no metadata.',
  }),
  here('is_active', 'isActive()', 'full', {
    source: '/proc/PID/stat',
    differs:
      'Whether the process of that pid and start time runs; a zombie does not. On another host, whether QEMU answers.',
  }),
  here('is_persistent', 'isPersistent()', 'partial', {
    source: '/proc/PID/cgroup, systemctl show',
    differs:
      'Whether QEMU is the main process of a systemd unit that has a file, so that it can be started again. Any other guest is transient, in the sense of libvirt.',
  }),
  plannedRead('is_updated', 'isUpdated()', 'partial', {
    source: 'the guest file of qgauge, /proc/PID/cmdline',
    differs:
      'Whether the command line that the file makes differs from the one that runs: the guest needs a restart.',
  }),
  here('get_xml_description', 'describe()', 'partial', {
    source: '/proc/PID/cmdline, qom-list, query-pci, query-block, query-chardev, query-memory-devices',
    differs:
      'Plain data, without secrets. The XML is refused, by xmlDescription(): it has what QEMU never learns, such as aliases, labels and networks.',
  }),
  here('get_os_type', 'osType()', 'full', {
    source: 'none',
    differs:
      'Always `hvm`, as with libvirt, whatever the documentation promises. The system of the guest is the part `os` of guestInfo().',
  }),
];
