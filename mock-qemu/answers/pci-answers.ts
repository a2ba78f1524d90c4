import type { Machine } from '../machine/machine.js';
import type { Json, JsonObject } from '../wire/json.js';
import type { Handlers } from './handler.js';

export const pciHandlers: Handlers = { 'query-pci': queryPci };

/** The host bridge in slot 0, one slot for each device, and the chipset in slot 31. */
function queryPci(machine: Machine): Json {
  const devices = [
    ['virtio-serial-pci', ''],
    ...machine.disks.map(({ id }) => ['virtio-blk-pci', id]),
    ...machine.nics.map(({ id, model }) => [model ?? 'virtio-net-pci', id]),
    ...(['pci', 'anonymous'].includes(machine.balloonKind)
      ? [['virtio-balloon-pci', balloonId(machine)]]
      : []),
    ...machine.plugged.buses.map((id) => ['pcie-root-port', id]),
  ];
  const slots = devices.map(([type = '', id = ''], index) => slot(type, id, index + 1));
  return [{ bus: 0, devices: [bridge(0, 0x0600, 'Host bridge', 0x29c0), ...slots, ...CHIPSET] }];
}

function balloonId(machine: Machine): string {
  return machine.balloonKind === 'pci' ? machine.balloonId : '';
}

function slot(type: string, id: string, index: number): JsonObject {
  const [classCode, desc, device, vendor] = KINDS[type] ?? OTHER;
  return {
    ...place(index, 0, id),
    irq: 10 + (index % 2),
    irq_pin: 1,
    class_info: { class: classCode, desc },
    id: { device, vendor, subsystem: device - 0xfff, 'subsystem-vendor': QUMRANET },
    regions: [
      io(0, 0xc000 + index * 0x80, 128),
      // The balloon has no MSI-X table.
      ...(classCode === UNCLASSIFIED ? [] : [memory(1, 0xfebd0000 + index * 4096, 4096, false)]),
      memory(4, 0xfe000000 + index * 16384, 16384, true),
    ],
  };
}

function bridge(index: number, classCode: number, desc: string, device: number, fn = 0): JsonObject {
  return {
    ...place(index, fn, ''),
    irq_pin: 0,
    class_info: { class: classCode, desc },
    id: { device, vendor: INTEL, subsystem: 0x1100, 'subsystem-vendor': QUMRANET },
    regions: [],
  };
}

function controller(bridged: JsonObject, regions: readonly JsonObject[]): JsonObject {
  return { ...bridged, irq: 10, irq_pin: 1, regions };
}

function io(bar: number, address: number, size: number): JsonObject {
  return { bar, type: 'io', address, size };
}

function place(index: number, fn: number, id: string): JsonObject {
  return { bus: 0, slot: index, function: fn, qdev_id: id };
}

function memory(bar: number, address: number, size: number, wide: boolean): JsonObject {
  return { bar, type: 'memory', address, size, prefetch: wide, mem_type_64: wide };
}

const QUMRANET = 0x1af4;
const INTEL = 0x8086;

const CHIPSET = [
  bridge(31, 0x0601, 'ISA bridge', 0x2918),
  controller(bridge(31, 0x0106, 'SATA controller', 0x2922, 2), [
    io(4, 0xc040, 32),
    memory(5, 0xfebfe000, 4096, false),
  ]),
  controller(bridge(31, 0x0c05, 'SMBus', 0x2930, 3), [io(4, 0x0700, 64)]),
];

type Kind = readonly [classCode: number, desc: string | undefined, device: number, vendor: number];

const UNCLASSIFIED = 0x00ff;
const OTHER: Kind = [UNCLASSIFIED, undefined, 0x1002, QUMRANET];

const KINDS: Readonly<Record<string, Kind>> = {
  'virtio-blk-pci': [0x0100, 'SCSI controller', 0x1001, QUMRANET],
  'virtio-net-pci': [0x0200, 'Ethernet controller', 0x1000, QUMRANET],
  e1000: [0x0200, 'Ethernet controller', 0x100e, INTEL],
  'virtio-serial-pci': [0x0780, 'Serial controller', 0x1003, QUMRANET],
  'virtio-balloon-pci': OTHER,
  'pcie-root-port': [0x0604, 'PCI bridge', 0x000c, 0x1b36],
};
