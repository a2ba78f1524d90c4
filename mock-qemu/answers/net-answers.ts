import type { Machine } from '../machine/machine.js';
import type { NicOptions } from '../machine/machine-options.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, flag, type Handlers, text } from './handler.js';

export const netHandlers: Handlers = {
  'query-rx-filter': (machine, args) => queryRxFilter(machine, text(args, 'name')),
  set_link: doing((machine, args) => setLink(machine, text(args, 'name') ?? '', flag(args, 'up'))),
};

function queryRxFilter(machine: Machine, name: string | undefined): Json {
  if (name === undefined) return machine.nics.filter(isVirtio).map((nic) => rxFilter(machine, nic));
  const nic = machine.nics.find(({ id }) => id === name);
  if (nic !== undefined && isVirtio(nic)) return [rxFilter(machine, nic)];
  if (nic !== undefined) throw new QmpError(`net client(${name}) doesn't support rx-filter querying`);
  if (machine.nics.some(({ netdev }) => netdev === name)) {
    throw new QmpError(`net client(${name}) isn't a NIC`);
  }
  throw new QmpError(`invalid net client name: ${name}`);
}

function isVirtio({ model = 'virtio-net-pci' }: NicOptions): boolean {
  return model.startsWith('virtio-net');
}

/** Until a driver has loaded, a NIC receives everything and lists every VLAN. */
function rxFilter(machine: Machine, nic: NicOptions): JsonObject {
  const hasDriver = machine.status !== 'prelaunch';
  const tail = nic.mac.split(':').slice(3).join(':');
  return {
    name: nic.id,
    promiscuous: !hasDriver,
    multicast: 'normal',
    unicast: 'normal',
    vlan: hasDriver ? 'none' : 'all',
    'broadcast-allowed': false,
    'multicast-overflow': false,
    'unicast-overflow': false,
    'main-mac': nic.mac,
    'vlan-table': hasDriver ? [] : EVERY_VLAN,
    'unicast-table': [],
    'multicast-table': hasDriver ? [`33:33:ff:${tail}`, '01:00:5e:00:00:01', '33:33:00:00:00:01'] : [],
  };
}

const EVERY_VLAN = Array.from({ length: 4096 }, (_, index) => 4095 - index);

/** A link has two ends, and may be set by the name of either: the NIC's or the network backend's. */
function setLink(machine: Machine, name: string, up: boolean): void {
  const nic = machine.nics.find(({ id, netdev }) => id === name || netdev === name);
  if (nic === undefined) throw new QmpError(`Device '${name}' not found`, 'DeviceNotFound');
  if (up) machine.unlinkedNics.delete(nic.id);
  else machine.unlinkedNics.add(nic.id);
}
