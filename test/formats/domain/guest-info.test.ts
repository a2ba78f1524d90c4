import { describe, expect, it } from 'vitest';
import { encodeGuestInfo, guestInfoPairs } from '../../../src/formats/domain/guest-info.js';
import type { GuestDiskAddress, GuestInfo } from '../../../src/model/guest-agent.js';

const NOTHING: GuestInfo = {
  users: undefined,
  os: undefined,
  timezone: undefined,
  hostname: undefined,
  filesystems: undefined,
  disks: undefined,
  interfaces: undefined,
  load: undefined,
  failures: [],
};

const VDA: GuestDiskAddress = {
  busType: 'virtio',
  pci: { domain: 0, bus: 0, slot: 4, function: 0 },
  bus: 0,
  target: 0,
  unit: 0,
  serial: 'S-1',
  device: '/dev/vda',
  alias: 'disk0',
};

const FULL: GuestInfo = {
  users: [
    { name: 'root', domain: undefined, loginSeconds: 1795207000.25 },
    { name: 'eve', domain: 'ACME', loginSeconds: undefined },
  ],
  os: {
    id: 'debian',
    name: 'Debian GNU/Linux',
    prettyName: 'Debian GNU/Linux 12 (bookworm)',
    version: '12 (bookworm)',
    versionId: '12',
    machine: 'x86_64',
    variant: undefined,
    variantId: undefined,
    kernelRelease: '6.1.0-56-cloud-amd64',
    kernelVersion: '#1 SMP',
  },
  timezone: { name: 'NST', offsetSeconds: -12_600 },
  hostname: 'web',
  filesystems: [
    {
      name: 'vda1',
      type: 'ext4',
      mountpoint: '/',
      usedBytes: 402_653_184,
      totalBytes: 1_040_187_392,
      disks: [VDA],
    },
    {
      name: 'sr0',
      type: undefined,
      mountpoint: '/cd',
      usedBytes: undefined,
      totalBytes: undefined,
      disks: [],
    },
  ],
  disks: [
    { name: '/dev/vda', isPartition: false, dependencies: [], address: VDA, guestAlias: undefined },
    {
      name: '/dev/dm-0',
      isPartition: true,
      dependencies: ['/dev/vda'],
      address: undefined,
      guestAlias: 'vg-root',
    },
    {
      name: '/dev/sr0',
      isPartition: false,
      dependencies: undefined,
      address: undefined,
      guestAlias: undefined,
    },
  ],
  interfaces: [
    { name: 'lo', mac: undefined, addresses: [] },
    {
      name: 'eth0',
      mac: '52:54:00:aa:bb:01',
      addresses: [
        { type: 'ipv4', address: '192.0.2.1', prefix: 24 },
        { type: 'ipv6', address: '2001:db8::1', prefix: undefined },
      ],
    },
  ],
  load: { oneMinute: 0.5, fiveMinutes: 0.25, fifteenMinutes: 0 },
  failures: [],
};

describe('encodeGuestInfo', () => {
  it('has the keys of libvirt in its order, and no key for what is unknown', () => {
    expect(encodeGuestInfo(FULL)).toBe(
      `user.count          : 2
user.0.name         : root
user.0.login-time   : 1795207000250
user.1.name         : eve
user.1.domain       : ACME
os.id               : debian
os.name             : Debian GNU/Linux
os.pretty-name      : Debian GNU/Linux 12 (bookworm)
os.version          : 12 (bookworm)
os.version-id       : 12
os.machine          : x86_64
os.kernel-release   : 6.1.0-56-cloud-amd64
os.kernel-version   : #1 SMP
timezone.name       : NST
timezone.offset     : -12600
hostname            : web
fs.count            : 2
fs.0.name           : vda1
fs.0.mountpoint     : /
fs.0.fstype         : ext4
fs.0.total-bytes    : 1040187392
fs.0.used-bytes     : 402653184
fs.0.disk.count     : 1
fs.0.disk.0.alias   : disk0
fs.0.disk.0.serial  : S-1
fs.0.disk.0.device  : /dev/vda
fs.1.name           : sr0
fs.1.mountpoint     : /cd
fs.1.disk.count     : 0
disk.count          : 3
disk.0.name         : /dev/vda
disk.0.partition    : no
disk.0.serial       : S-1
disk.0.alias        : disk0
disk.0.guest_bus    : virtio
disk.1.name         : /dev/dm-0
disk.1.partition    : yes
disk.1.dependency.count: 1
disk.1.dependency.0.name: /dev/vda
disk.1.guest_alias  : vg-root
disk.2.name         : /dev/sr0
disk.2.partition    : no
if.count            : 2
if.0.name           : lo
if.0.addr.count     : 0
if.1.name           : eth0
if.1.hwaddr         : 52:54:00:aa:bb:01
if.1.addr.count     : 2
if.1.addr.0.type    : ipv4
if.1.addr.0.addr    : 192.0.2.1
if.1.addr.0.prefix  : 24
if.1.addr.1.type    : ipv6
if.1.addr.1.addr    : 2001:db8::1
load.1m             : 0.500000
load.5m             : 0.250000
load.15m            : 0.000000
`,
    );
  });

  it('is empty where nothing is known', () => {
    expect(encodeGuestInfo(NOTHING)).toBe('');
  });

  it('counts what there is none of', () => {
    const info = { ...NOTHING, users: [], filesystems: [], disks: [], interfaces: [] };
    expect(guestInfoPairs(info)).toEqual([
      ['user.count', '0'],
      ['fs.count', '0'],
      ['disk.count', '0'],
      ['if.count', '0'],
    ]);
  });
});
