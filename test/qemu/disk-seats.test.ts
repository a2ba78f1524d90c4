import { describe, expect, it } from 'vitest';
import { readDiskSeats } from '../../src/qemu/disk-seats.js';
import { commandError, fakeQemu } from './fake-qemu.js';

const PERIPHERAL = [
  { name: 'type', type: 'string' },
  { name: 'scsi0', type: 'child<virtio-scsi-pci>' },
  { name: 'system', type: 'child<scsi-hd>' },
  { name: 'data', type: 'child<virtio-blk-pci>' },
  { name: 'net0', type: 'child<virtio-net-pci>' },
];

const PROPERTIES: { readonly [path: string]: { readonly [property: string]: unknown } } = {
  '/machine/peripheral/system': {
    parent_bus: '/machine/peripheral/scsi0/virtio-backend/scsi0.0',
    channel: 0,
    'scsi-id': 2,
    lun: 1,
    serial: 'S-1',
  },
  '/machine/peripheral/data': { parent_bus: '/machine/q35/pcihost/pcie.0', serial: '' },
};

describe('readDiskSeats', () => {
  it('reads where the disks with an id are plugged in', async () => {
    const qemu = fakeQemu((command, { path, property }) => {
      if (command === 'qom-list')
        return path === '/machine/peripheral' ? PERIPHERAL : [{ name: 'device[0]', type: 'child<scsi-hd>' }];
      const value = PROPERTIES[String(path)]?.[String(property)];
      if (value === undefined) throw commandError('GenericError', 'no such property');
      return value;
    });
    expect(await readDiskSeats(qemu)).toEqual([
      {
        id: 'system',
        bus: '/machine/peripheral/scsi0/virtio-backend/scsi0.0',
        scsi: { channel: 0, id: 2, lun: 1 },
        serial: 'S-1',
      },
      { id: 'data', bus: '/machine/q35/pcihost/pcie.0', scsi: undefined, serial: undefined },
    ]);
  });
});
