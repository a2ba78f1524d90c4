import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPciDevices } from '../../src/qemu/pci.js';
import { qemuWith, VERSIONS } from './fake-qemu.js';

const RECORDINGS = join(import.meta.dirname, '..', 'fixtures', 'recordings');

/** What a recorded QEMU returned to query-pci. */
function recordedReply(version: string): unknown {
  const rows = readFileSync(join(RECORDINGS, `${version}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
  const lines: readonly string[] = rows.map((row) => JSON.parse(row).line);
  const asked = lines.findIndex((line) => line.startsWith('{"execute": "query-pci"'));
  return JSON.parse(lines[asked + 1] ?? '').return;
}

describe('readPciDevices', () => {
  it.each(VERSIONS)('lists the devices of a recorded %s', async (version) => {
    const devices = await readPciDevices(qemuWith({ 'query-pci': recordedReply(version) }));
    expect(devices).toContainEqual(expect.objectContaining({ bus: 0, slot: 0, function: 0, id: undefined }));
    expect(devices).toContainEqual(expect.objectContaining({ bus: 0, id: 'balloon0' }));
    const addresses = devices.map((device) => `${device.bus}:${device.slot}.${device.function}`);
    expect(new Set(addresses).size).toBe(devices.length);
  });

  it('finds those behind bridges, and those without an id', async () => {
    const regions = [{ address: -1 }, { address: 0xfe000000 }];
    const reply = [
      {
        bus: 0,
        devices: [
          { bus: 0, slot: 0, function: 0, qdev_id: '' },
          {
            bus: 0,
            slot: 2,
            function: 3,
            regions: regions.slice(0, 1),
            qdev_id: 'pci.4',
            pci_bridge: {
              bus: { number: 0, secondary: 4, subordinate: 4 },
              devices: [{ bus: 4, slot: 0, function: 0, qdev_id: 'virtio-disk0', regions }],
            },
          },
        ],
      },
    ];
    expect(await readPciDevices(qemuWith({ 'query-pci': reply }))).toEqual([
      { bus: 0, slot: 0, function: 0, id: undefined, isMapped: undefined },
      { bus: 0, slot: 2, function: 3, id: 'pci.4', isMapped: false },
      { bus: 4, slot: 0, function: 0, id: 'virtio-disk0', isMapped: true },
    ]);
  });

  it('is empty without PCI, and with a reply of another form', async () => {
    for (const reply of [[], null, [{}], [{ devices: [{ bus: 0, slot: -1, function: 0 }, 5] }]])
      expect(await readPciDevices(qemuWith({ 'query-pci': reply }))).toEqual([]);
  });
});
