import { isAtLeast } from '../qapi/versions.js';
import type { Json } from '../wire/json.js';
import type { Balloon } from './balloon.js';
import { boardDevices, cpuName, isMicrovm } from './board.js';
import { nodeName } from './disk.js';
import type { Machine } from './machine.js';
import { type LiveProperty, notWritable, type QomChild, type QomObject, type QomTree } from './qom.js';
import { backendTypeOf, deviceTable } from './qom-types.js';
import { memoryId } from './user-objects.js';

/** The QOM tree of a machine, created for each request. Only the objects on the requested path are created. */
export function qomTree(machine: Machine): QomTree {
  const children = {
    objects: container(() => userObjects(machine)),
    machine: { type: machineType(machine), make: () => machineObject(machine) },
    chardevs: container(() => chardevs(machine)),
    ...(machine.emptyDrive ? { backend: container(() => consoles(machine)) } : {}),
  };
  return { root: plain('container', () => new Map(Object.entries(children))), values: machine.qomValues };
}

type Children = Map<string, QomChild>;

function container(children: () => Children): QomChild {
  return { type: 'container', make: () => plain('container', children) };
}

function plain(type: string, children: () => Children = () => new Map()): QomObject {
  return { type, table: new Map(), children };
}

function machineType(machine: Machine): string {
  return isMicrovm(machine) ? 'microvm-machine' : `pc-q35-${machine.version}-machine`;
}

function machineObject(machine: Machine): QomObject {
  const children: Record<string, QomChild> = {
    unattached: container(() => unattached(machine)),
    'peripheral-anon': container(() => anonymousDevices(machine)),
    peripheral: container(() => namedDevices(machine)),
  };
  const cpus = machine.threadIds.length;
  const layout = { cpus, maxcpus: cpus, cores: cpus, threads: 1, dies: 1, sockets: 1 };
  const live = {
    memory: constant('MemorySizeConfiguration', { size: machine.memoryBytes }),
    smp: constant('SMPConfiguration', layout),
    'memory-backend': constant('link<memory-backend>', `/objects/${memoryId(machine)}`),
  };
  const type = machineType(machine);
  return { ...known(machine, type), live, children: () => new Map(Object.entries(children)) };
}

/** An object with the recorded properties of its type. */
function known(machine: Machine, type: string): QomObject {
  const table = deviceTable(machine.version, type)?.properties;
  return { type, table: table ?? (/-machine$/.test(type) ? NOTHING : BARE), children: () => new Map() };
}

const NOTHING: QomObject['table'] = new Map();

/** The properties that every device has. */
const BARE: QomObject['table'] = new Map([
  ['parent_bus', { type: 'link<bus>', value: '', set: 'never' }],
  ['realized', { type: 'bool', value: true, set: 'never' }],
  ['hotplugged', { type: 'bool', value: false, set: 'never' }],
  ['hotpluggable', { type: 'bool', value: false, set: 'never' }],
]);

function constant(type: string, value: Json): LiveProperty {
  return { type, get: () => value };
}

function unattached(machine: Machine): Children {
  const cpus = new Map(machine.threadIds.map((_, index) => [cpuName(index), index]));
  const devices: Children = new Map();
  for (const [name, type] of boardDevices(machine)) {
    const cpu = cpus.get(name);
    const live =
      cpu === undefined ? {} : { 'core-id': constant('int', cpu), 'apic-id': constant('uint32', cpu) };
    devices.set(name, { type, make: () => ({ ...known(machine, type), live }) });
  }
  devices.set('sysbus', { type: 'System', make: () => plain('System') });
  return devices;
}

/** device[0] is another device, so that a client cannot assume that the first one is the balloon. */
function anonymousDevices(machine: Machine): Children {
  const anonymous = machine.plugged.list.filter(({ id }) => id === undefined);
  const devices = [
    device(machine, 'virtio-serial-pci', nothing),
    ...(machine.balloonKind === 'anonymous' ? [balloonDevice(machine)] : []),
    ...anonymous.map(({ driver, properties }) => device(machine, driver, () => constants(properties))),
  ];
  return new Map(devices.map((child, index) => [`device[${index}]`, child]));
}

function namedDevices(machine: Machine): Children {
  const devices: Children = new Map();
  for (const disk of machine.disks) {
    const live = () => ({ drive: constant('str', disk.device || nodeName(disk)) });
    devices.set(disk.id, device(machine, 'virtio-blk-pci', live, disk.id));
  }
  if (machine.balloonKind === 'pci' || machine.balloonKind === 'mmio') {
    devices.set(machine.balloonId, balloonDevice(machine, machine.balloonId));
  }
  for (const nic of machine.nics) {
    const live = () => ({ mac: constant('str', nic.mac), netdev: constant('str', nic.netdev ?? '') });
    devices.set(nic.id, device(machine, nic.model ?? 'virtio-net-pci', live, nic.id));
  }
  for (const port of machine.plugged.buses)
    devices.set(port, device(machine, 'pcie-root-port', nothing, port));
  for (const { id, driver, properties } of machine.plugged.list) {
    if (id !== undefined)
      devices.set(
        id,
        device(machine, driver, () => constants(properties), id),
      );
  }
  return devices;
}

type Live = Readonly<Record<string, LiveProperty>>;

function nothing(): Live {
  return {};
}

/** A PCI proxy has the properties of the virtio device behind it as aliases. */
function device(machine: Machine, type: string, live: () => Live, id?: string): QomChild {
  const make = (): QomObject => {
    const object = {
      ...known(machine, type),
      live: live(),
      ...(id === undefined ? {} : { title: `device '${id}'` }),
    };
    const backend = backendTypeOf(type);
    if (backend === undefined) return object;
    const inner = (): QomObject => ({ ...known(machine, backend), live: object.live });
    const children: Children = new Map([['virtio-backend', { type: backend, make: inner }]]);
    return { ...object, children: () => children };
  };
  return { type, make };
}

function constants(properties: Readonly<Record<string, Json | undefined>>): Live {
  const given = Object.entries(properties).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, constant('str', value)]));
}

/** On microvm there is no proxy: the device itself is in /machine/peripheral. */
function balloonDevice(machine: Machine, id?: string): QomChild {
  const type = machine.balloonKind === 'mmio' ? BALLOON_TYPE : 'virtio-balloon-pci';
  return device(machine, type, () => balloonProperties(machine.balloon), id);
}

function balloonProperties(balloon: Balloon): Live {
  return {
    'guest-stats': {
      type: 'guest statistics',
      get: () => balloon.guestStats(),
      set: () => {
        throw notWritable(BALLOON_TYPE, 'guest-stats');
      },
    },
    'guest-stats-polling-interval': {
      type: 'int',
      get: () => balloon.intervalSeconds,
      set: (value) => balloon.setInterval(value),
    },
    ...constantFlags(balloon.features),
  };
}

function constantFlags(flags: Readonly<Record<string, boolean>>): Live {
  return Object.fromEntries(Object.entries(flags).map(([name, isOn]) => [name, constant('bool', isOn)]));
}

const BALLOON_TYPE = 'virtio-balloon-device';

function userObjects(machine: Machine): Children {
  const objects: Children = new Map();
  for (const { id } of machine.iothreads) {
    objects.set(id, { type: 'iothread', make: () => known(machine, 'iothread') });
  }
  const memory = { size: constant('int', machine.memoryBytes) };
  const memoryType = 'memory-backend-ram';
  objects.set(memoryId(machine), {
    type: memoryType,
    make: () => ({ ...known(machine, memoryType), live: memory }),
  });
  for (const { id, type, properties } of machine.objects.list) {
    objects.set(id, { type, make: () => ({ ...known(machine, type), live: constants(properties) }) });
  }
  return objects;
}

function chardevs(machine: Machine): Children {
  return new Map(
    machine.chardevs.map(({ label, 'frontend-open': connected }): [string, QomChild] => {
      const live = { connected: constant('bool', connected) };
      const make = () => ({ ...known(machine, 'chardev-socket'), live });
      return [label, { type: 'chardev-socket', make }];
    }),
  );
}

/** A machine with VGA has a graphic console and a text console. */
function consoles(machine: Machine): Children {
  const types = isAtLeast(machine.version, '9.0')
    ? ['qemu-graphic-console', 'qemu-fixed-text-console']
    : ['qemu-console', 'qemu-console'];
  return new Map(types.map((type, index) => [`console[${index}]`, { type, make: () => plain(type) }]));
}
