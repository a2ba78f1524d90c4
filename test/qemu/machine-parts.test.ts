import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChardevs } from '../../src/qemu/chardevs.js';
import { readMachineType } from '../../src/qemu/machine-type.js';
import { readMemoryDevices } from '../../src/qemu/memory-devices.js';
import { readPciDevices } from '../../src/qemu/pci.js';
import { commandError, fakeQemu, qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readChardevs', () => {
  it.each(VERSIONS)('reads those of a recorded %s', async (version) => {
    const chardevs = await readChardevs(recordedQemu(version));
    expect(chardevs.length).toBeGreaterThan(0);
    for (const { label, filename } of chardevs) expect([label, filename]).not.toContain('');
  });

  it('has no label of what has none', async () => {
    const reply = [{ filename: 'null' }, { label: 'a', filename: 'vc', 'frontend-open': true }];
    expect(await readChardevs(qemuWith({ 'query-chardev': reply }))).toEqual([
      { label: 'a', filename: 'vc', isOpen: true },
    ]);
  });
});

describe('readMachineType', () => {
  const machines = [
    { name: 'pc-q35-2.4', deprecated: true },
    { name: 'pc-q35-7.2', deprecated: false, alias: 'q35' },
  ];
  const typed = (type: unknown) =>
    fakeQemu((command) =>
      command === 'qom-get' ? type : command === 'query-machines' ? machines : undefined,
    );

  it.each([
    ['pc-q35-2.4-machine', 'pc-q35-2.4', true],
    ['pc-q35-7.2-machine', 'pc-q35-7.2', false],
    ['other-machine', 'other', undefined],
  ])('knows of %s whether it is deprecated', async (type, name, isDeprecated) => {
    expect(await readMachineType(typed(type))).toEqual({ name, isDeprecated });
  });

  it('is unknown where QEMU does not tell it', async () => {
    expect(await readMachineType(typed(7))).toBeUndefined();
    const refusing = fakeQemu((command) => {
      if (command === 'qom-get') throw commandError('DeviceNotFound', "Device '/machine' not found");
      return machines;
    });
    expect(await readMachineType(refusing)).toBeUndefined();
  });
});

describe('readMemoryDevices', () => {
  it('reads DIMMs and virtio-mem, and what a later QEMU has', async () => {
    const reply = [
      { type: 'dimm', data: { id: 'dimm0', memdev: '/objects/m0', size: 100, node: 0, addr: 5 } },
      { type: 'virtio-mem', data: { id: 'vm0', memdev: '/objects/m1', size: 10, 'max-size': 50, node: 1 } },
      { type: 'sp-mem', data: { size: 7 } },
      { type: 'dimm' },
    ];
    expect(await readMemoryDevices(qemuWith({ 'query-memory-devices': reply }))).toEqual([
      {
        type: 'dimm',
        id: 'dimm0',
        memdev: '/objects/m0',
        sizeBytes: 100,
        maxSizeBytes: undefined,
        numaNode: 0,
      },
      { type: 'virtio-mem', id: 'vm0', memdev: '/objects/m1', sizeBytes: 10, maxSizeBytes: 50, numaNode: 1 },
      {
        type: 'sp-mem',
        id: undefined,
        memdev: undefined,
        sizeBytes: 7,
        maxSizeBytes: undefined,
        numaNode: undefined,
      },
    ]);
  });
});

describe('readPciDevices', () => {
  it('reads devices behind bridges, and stops at an endless row of them', async () => {
    let endless: object = { bus: 9, slot: 1, function: 0, qdev_id: 'last' };
    for (let depth = 0; depth < 1000; depth++)
      endless = { bus: 1, slot: 0, function: 0, qdev_id: '', pci_bridge: { devices: [endless] } };
    const devices = await readPciDevices(qemuWith({ 'query-pci': [{ bus: 0, devices: [endless] }] }));
    expect(devices.length).toBe(257);
    expect(devices.every(({ id }) => id === undefined)).toBe(true);
  });
});

describe('the readers of a machine’s parts', () => {
  it('take any reply', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (reply) => {
        const qmp = qemuWith({
          ...{
            'query-pci': [{ devices: [reply] }],
            'query-memory-devices': [reply],
            'query-chardev': [reply],
          },
        });
        for (const list of [await readPciDevices(qmp), await readMemoryDevices(qmp), await readChardevs(qmp)])
          expect(list).toBeInstanceOf(Array);
      }),
    );
  });
});
