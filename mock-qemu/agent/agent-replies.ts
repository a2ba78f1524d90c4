import type { Json } from '../wire/json.js';

/**
 * The replies of a Linux guest's agent (qemu-ga 7.2) to the commands that the mock knows; without those that depend on its
 * options, its arguments or the clock.
 */
export const AGENT_REPLIES: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['guest-ping', {}],
  [
    'guest-get-osinfo',
    {
      name: 'Lab',
      'kernel-release': '6.1.0-56-cloud-amd64',
      'pretty-name': 'Lab Linux 1',
      'version-id': '1',
      'kernel-version': '#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)',
      machine: 'x86_64',
      id: 'lab',
    },
  ],
  [
    'guest-network-get-interfaces',
    [
      {
        name: 'lo',
        'ip-addresses': [
          { 'ip-address-type': 'ipv4', 'ip-address': '127.0.0.1', prefix: 8 },
          { 'ip-address-type': 'ipv6', 'ip-address': '::1', prefix: 128 },
        ],
        statistics: counters(0, 0),
        'hardware-address': '00:00:00:00:00:00',
      },
      {
        name: 'eth0',
        'ip-addresses': [
          { 'ip-address-type': 'ipv4', 'ip-address': '10.0.2.15', prefix: 24 },
          { 'ip-address-type': 'ipv6', 'ip-address': 'fe80::5054:ff:feaa:bb01', prefix: 64 },
        ],
        statistics: counters(426, 1076),
        'hardware-address': '52:54:00:aa:bb:01',
      },
      { name: 'eth1', 'hardware-address': '52:54:00:aa:bb:02' },
    ],
  ],
  ['guest-get-users', [{ 'login-time': 1795207000.25, user: 'root' }]],
  ['guest-get-timezone', { zone: 'UTC', offset: 0 }],
  [
    'guest-get-vcpus',
    [
      { online: true, 'can-offline': true, 'logical-id': 1 },
      { online: true, 'can-offline': false, 'logical-id': 0 },
    ],
  ],
  [
    'guest-get-fsinfo',
    [
      fileSystem('vdb', '/srv', 'ext2', diskAddress('/dev/vdb', 4)),
      fileSystem('vda1', '/', 'ext4', diskAddress('/dev/vda', 3)),
    ],
  ],
  [
    'guest-get-disks',
    [
      { name: '/dev/vda1', dependencies: ['/dev/vda'], partition: true },
      { name: '/dev/vda', dependencies: [], partition: false, address: diskAddress('/dev/vda', 3) },
      { name: '/dev/vdb', dependencies: [], partition: false, address: diskAddress('/dev/vdb', 4) },
    ],
  ],
]);

/** Since qemu-ga 10.0. */
export const LOAD_REPLY: Json = { load5m: 0.25, load15m: 0.125, load1m: 0.5 };

function fileSystem(name: string, mountpoint: string, type: string, disk: Json): Json {
  return { name, 'total-bytes': 1_040_187_392, mountpoint, disk: [disk], 'used-bytes': 402_653_184, type };
}

function diskAddress(dev: string, slot: number): Json {
  return {
    'bus-type': 'virtio',
    bus: 0,
    unit: 0,
    'pci-controller': { bus: 0, slot, domain: 0, function: 0 },
    dev,
    target: 0,
  };
}

function counters(received: number, transmitted: number): Json {
  return {
    'rx-bytes': received,
    'rx-packets': Math.ceil(received / 86),
    'rx-errs': 0,
    'rx-dropped': 0,
    'tx-bytes': transmitted,
    'tx-packets': Math.ceil(transmitted / 77),
    'tx-errs': 0,
    'tx-dropped': 0,
  };
}
