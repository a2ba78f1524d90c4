import type { ConstantFamily } from '../constant-family.js';

export const READ_FLAG_CONSTANTS: readonly ConstantFamily[] = [
  {
    title: 'Source of a host name or an address',
    status: 'here',
    differs: 'The option `source` of hostname() and interfaceAddresses().',
    constants: {
      GET_HOSTNAME_AGENT: "'agent'",
      GET_HOSTNAME_LEASE: "'lease'",
      INTERFACE_ADDRESSES_SRC_AGENT: "'agent'",
      INTERFACE_ADDRESSES_SRC_LEASE: "'lease'",
      INTERFACE_ADDRESSES_SRC_ARP: "'neighbour'",
    },
  },
  {
    title: 'Parts of the guest information',
    status: 'here',
    differs: 'The names for guestInfo(types); default: all.',
    constants: {
      GUEST_INFO_USERS: "'users'",
      GUEST_INFO_OS: "'os'",
      GUEST_INFO_TIMEZONE: "'timezone'",
      GUEST_INFO_HOSTNAME: "'hostname'",
      GUEST_INFO_FILESYSTEM: "'filesystems'",
      GUEST_INFO_DISKS: "'disks'",
      GUEST_INFO_INTERFACES: "'interfaces'",
      GUEST_INFO_LOAD: "'load', of agents since 10.0",
    },
  },
  {
    title: 'Metadata',
    status: 'here',
    differs: 'Members of metadata(), which are keys of the guest file of qgauge.',
    constants: { METADATA_TITLE: 'title', METADATA_DESCRIPTION: 'description' },
  },
  {
    title: 'Metadata as XML',
    status: 'refused',
    differs:
      'There is no XML, and no namespace: use keys of your own in the guest file, beginning with `x-`.',
    constants: { METADATA_ELEMENT: '' },
  },
  {
    title: 'Forms of the XML',
    status: 'refused',
    differs: 'There is no XML: describe() has what QEMU runs, without secrets.',
    constants: {
      XML_INACTIVE: '',
      XML_SECURE: '',
      XML_UPDATE_CPU: '',
      XML_MIGRATABLE: '',
      SAVE_IMAGE_XML_SECURE: '',
    },
  },
  {
    title: 'Number of vCPUs',
    status: 'here',
    differs: 'A method or an option instead of a flag.',
    constants: {
      VCPU_CURRENT: 'vcpus()',
      VCPU_LIVE: 'vcpus()',
      VCPU_MAXIMUM: 'maxVcpus()',
      VCPU_GUEST: 'vcpus({guest: true})',
    },
  },
  {
    title: 'Time limit of the agent',
    status: 'here',
    differs: 'The option `agentTimeoutMs`, milliseconds (libvirt: s).',
    constants: { AGENT_RESPONSE_TIMEOUT_DEFAULT: 'leave it out' },
  },
  {
    title: 'No time limit of the agent',
    status: 'refused',
    differs: 'Every wait has an end, and every answer is waited for: give a long or a short agentTimeoutMs.',
    constants: { AGENT_RESPONSE_TIMEOUT_BLOCK: '', AGENT_RESPONSE_TIMEOUT_NOWAIT: '' },
  },
  {
    title: 'Live guest',
    status: 'here',
    differs: 'Always: what is read and set is that of the QEMU that runs.',
    constants: {
      AFFECT_CURRENT: 'always',
      AFFECT_LIVE: 'always',
      MEM_CURRENT: 'always',
      MEM_LIVE: 'always',
      DEVICE_MODIFY_CURRENT: 'always',
      DEVICE_MODIFY_LIVE: 'always',
      SETVCPU_AFFECT_CURRENT: 'always',
      SETVCPU_AFFECT_LIVE: 'always',
    },
  },
  {
    title: 'Configured guest',
    status: 'to come',
    differs: 'QEMU has no second configuration: they come with the guest files.',
    constants: {
      AFFECT_CONFIG: 'the guest file',
      MEM_CONFIG: 'the guest file',
      MEM_MAXIMUM: 'setMaxMemory()',
      DEVICE_MODIFY_CONFIG: 'the guest file',
      SETVCPU_AFFECT_CONFIG: 'the guest file',
      VCPU_CONFIG: 'the guest file',
      DEFINE_VALIDATE: 'always: a guest file is checked before it is used',
    },
  },
];
