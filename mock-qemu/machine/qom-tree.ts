import type { Json } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Balloon } from './balloon.js';
import type { Machine } from './machine.js';
import type { NicOptions } from './machine-options.js';
import { notWritable, type QomObject, type QomProperty } from './qom.js';

/** The objects of a machine that a measuring client looks at; a real QEMU shows hundreds more. */
export function qomTree(machine: Machine): QomObject {
  const machineObject: QomObject = {
    type: machineType(machine),
    children: new Map([
      ['unattached', container(cpus(machine))],
      ['peripheral-anon', container(anonymousDevices(machine))],
      ['peripheral', container(namedDevices(machine))],
    ]),
  };
  return container(new Map([['machine', machineObject]]));
}

export const CPU_TYPE = 'qemu64-x86_64-cpu';

/** Between the first vCPU and the second QEMU creates an interrupt controller, as device[1]. */
export function cpuName(index: number): string {
  return `device[${index === 0 ? 0 : index + 1}]`;
}

function container(children: ReadonlyMap<string, QomObject>): QomObject {
  return { type: 'container', children };
}

function machineType(machine: Machine): string {
  return machine.balloonKind === 'mmio' ? 'microvm-machine' : `pc-q35-${machine.version}-machine`;
}

function cpus(machine: Machine): Map<string, QomObject> {
  return new Map(machine.threadIds.map((_, index) => [cpuName(index), { type: CPU_TYPE }]));
}

/** Something else is device[0], so that nobody can take the first one for the balloon. */
function anonymousDevices(machine: Machine): Map<string, QomObject> {
  const devices = new Map<string, QomObject>([
    ['device[0]', proxied('virtio-serial-pci', 'virtio-serial-device')],
  ]);
  if (machine.balloonKind === 'anonymous') devices.set('device[1]', balloonProxy(machine.balloon));
  return devices;
}

function namedDevices(machine: Machine): Map<string, QomObject> {
  const devices = new Map<string, QomObject>();
  for (const disk of machine.disks) {
    const drive = realized(
      'str',
      disk.device || (disk.nodeName ?? `${disk.id}-node`),
      'drive',
      'virtio-blk-device',
    );
    devices.set(disk.id, proxied('virtio-blk-pci', 'virtio-blk-device', new Map([['drive', drive]])));
  }
  if (machine.balloonKind === 'pci') devices.set('balloon0', balloonProxy(machine.balloon));
  if (machine.balloonKind === 'mmio') devices.set('balloon0', balloonDevice(machine.balloon));
  for (const nic of machine.nics) devices.set(nic.id, nicDevice(nic));
  return devices;
}

/** A PCI proxy shows the properties of the virtio device behind it as its own. */
function proxied(type: string, backend: string, properties?: ReadonlyMap<string, QomProperty>): QomObject {
  const backendObject: QomObject = { type: backend, properties: properties ?? new Map() };
  return { ...backendObject, type, children: new Map([['virtio-backend', backendObject]]) };
}

function balloonProxy(balloon: Balloon): QomObject {
  return proxied('virtio-balloon-pci', BALLOON_TYPE, balloonDevice(balloon).properties);
}

function balloonDevice(balloon: Balloon): QomObject {
  const properties = new Map<string, QomProperty>();
  const interval = () => balloon.intervalSeconds;
  const setInterval = (value: Json) => balloon.setInterval(value);
  properties.set('guest-stats-polling-interval', { type: 'int', get: interval, set: setInterval });
  const refuse = () => {
    throw notWritable(BALLOON_TYPE, 'guest-stats');
  };
  properties.set('guest-stats', { type: 'guest statistics', get: () => balloon.guestStats(), set: refuse });
  for (const [name, isOn] of Object.entries(balloon.features)) {
    properties.set(name, realized('bool', isOn, name, BALLOON_TYPE));
  }
  return { type: BALLOON_TYPE, properties };
}

const BALLOON_TYPE = 'virtio-balloon-device';

function nicDevice(nic: NicOptions): QomObject {
  const type = nic.model ?? 'virtio-net-pci';
  const owner = type.startsWith('virtio-') ? 'virtio-net-device' : type;
  const properties = new Map<string, QomProperty>([
    ['mac', realized('str', nic.mac, 'mac', owner)],
    ['netdev', realized('str', nic.netdev ?? '', 'netdev', owner)],
  ]);
  return owner === type ? { type, properties } : proxied(type, owner, properties);
}

/** A property that is fixed once the device is plugged in. */
function realized(type: string, value: Json, name: string, ownerType: string): QomProperty {
  const set = () => {
    const device = `anonymous device (type '${ownerType}')`;
    throw new QmpError(`Attempt to set property '${name}' on ${device} after it was realized`);
  };
  return { type, get: () => value, set };
}
