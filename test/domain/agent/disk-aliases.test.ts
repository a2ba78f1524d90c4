import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchAlias, readDiskAliases } from '../../../src/domain/agent/disk-aliases.js';
import type { GuestDiskAddress } from '../../../src/model/guest-agent.js';
import type { DiskSeat } from '../../../src/qemu/disk-seats.js';
import type { PciDevice } from '../../../src/qemu/pci.js';
import { fakeQemu } from '../../qemu/fake-qemu.js';
import { domainQmp } from '../fake-domain-qmp.js';

function pciDevice(slot: number, id: string | undefined): PciDevice {
  const kind = { description: undefined, classCode: undefined, vendorId: undefined, deviceId: undefined };
  return { bus: 0, slot, function: 0, id, isMapped: true, ...kind };
}

const PCI: readonly PciDevice[] = [
  pciDevice(4, 'disk0'),
  pciDevice(5, 'scsi0'),
  pciDevice(6, 'scsi1'),
  pciDevice(7, undefined),
];

function seat(id: string, controller: string, lun: number, serial?: string): DiskSeat {
  const bus = `/machine/peripheral/${controller}/virtio-backend/${controller}.0`;
  return { id, bus, scsi: { channel: 0, id: 0, lun }, serial };
}

const SEATS: readonly DiskSeat[] = [
  seat('system', 'scsi0', 1),
  seat('data', 'scsi0', 2, 'DATA-1'),
  seat('backup', 'scsi1', 1),
  { id: 'cd', bus: '/machine/unattached/device[9]/ide.1', scsi: undefined, serial: 'QM00003' },
];

function address(slot: number, rest: Partial<GuestDiskAddress> = {}): GuestDiskAddress {
  return {
    busType: 'scsi',
    pci: { domain: 0, bus: 0, slot, function: 0 },
    bus: 0,
    target: 0,
    unit: 1,
    serial: undefined,
    device: undefined,
    alias: undefined,
    ...rest,
  };
}

describe('matchAlias', () => {
  it.each([
    ['a virtio disk by its own PCI address', address(4, { busType: 'virtio' }), 'disk0'],
    ['a SCSI disk by its controller and its LUN', address(5), 'system'],
    ['one on another controller', address(6), 'backup'],
    ['one on another LUN', address(5, { unit: 2 }), 'data'],
    ['one whose controller has no id, when it is the only one', address(7, { unit: 2 }), 'data'],
    ['a disk by its serial number', address(9, { busType: 'sata', serial: 'QM00003' }), 'cd'],
    [
      'one by the serial number that udev makes',
      address(9, { serial: '0QEMU_QEMU_HARDDISK_DATA-1' }),
      'data',
    ],
  ])('knows %s', (_, disk, alias) => {
    expect(matchAlias(disk, PCI, SEATS)).toBe(alias);
  });

  it.each([
    ['one that could be several', address(7)],
    [
      'one in a PCI domain that QEMU does not tell',
      address(4, { busType: 'virtio', pci: { domain: 1, bus: 0, slot: 4, function: 0 } }),
    ],
    ['one without any address', address(4, { busType: 'virtio', pci: undefined })],
    ['a device without an id', address(7, { busType: 'nvme' })],
    ['a serial number that only ends alike', address(9, { serial: 'MYDATA-1' })],
  ])('does not guess %s', (_, disk) => {
    expect(matchAlias(disk, PCI, SEATS)).toBeUndefined();
  });

  it('finds ids of QEMU only, whatever the guest says', () => {
    const number = fc.option(fc.oneof(fc.nat({ max: 8 }), fc.maxSafeNat()), { nil: undefined });
    const disk = fc.record({
      busType: fc.constantFrom('virtio', 'scsi', 'nvme', 'x', undefined),
      pci: fc.record({
        domain: fc.nat({ max: 1 }),
        bus: fc.nat({ max: 1 }),
        slot: fc.nat({ max: 9 }),
        function: fc.nat({ max: 1 }),
      }),
      bus: number,
      target: number,
      unit: number,
      serial: fc.option(fc.string(), { nil: undefined }),
      device: fc.constant(undefined),
      alias: fc.constant(undefined),
    });
    const ids = [...PCI, ...SEATS].map(({ id }) => id);
    fc.assert(fc.property(disk, (told) => ids.includes(matchAlias(told, PCI, SEATS))));
    expect(ids).toContain('disk0');
  });
});

describe('readDiskAliases', () => {
  it('asks QEMU for no more than is needed', async () => {
    const asked: string[] = [];
    const qemu = fakeQemu((command) => {
      asked.push(command);
      return command === 'query-pci'
        ? [{ devices: [{ bus: 0, slot: 4, function: 0, qdev_id: 'disk0' }] }]
        : [];
    });
    const qmp = domainQmp(qemu);
    await readDiskAliases({ qmp, options: {} }, []);
    expect(asked).toEqual([]);
    const virtio = address(4, { busType: 'virtio' });
    expect((await readDiskAliases({ qmp, options: {} }, [virtio])).find(virtio)).toBe('disk0');
    expect(asked).toEqual(['query-pci']);
    await readDiskAliases({ qmp, options: {} }, [virtio, address(5)]);
    expect(asked.slice(1)).toEqual(['query-pci', 'qom-list', 'qom-list']);
  });
});
