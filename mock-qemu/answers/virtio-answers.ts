import { qdevPath } from '../machine/disk.js';
import type { Machine } from '../machine/machine.js';
import { isAtLeast } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Handlers, integer, text } from './handler.js';
import { QemuAbort } from './qemu-abort.js';

/** Commands of QEMU 7.2 and later on virtio devices: their features, status and queues. */
export const virtioHandlers: Handlers = {
  'x-query-virtio': (machine) => virtioDevices(machine).map(({ name, path }) => ({ name, path })),
  'x-query-virtio-status': queryStatus,
  'x-query-virtio-queue-status': (machine, args) => queueStatus(machine, args),
  'x-query-virtio-vhost-queue-status': (machine, args) => {
    needDevice(machine, args, 'VirtIODevice');
    throw new QmpError('Error: vhost device has not started yet');
  },
  'x-query-virtio-queue-element': (machine, args) => {
    needDevice(machine, args, 'VirtIO device');
    throw new QmpError('Region caches not initialized');
  },
};

interface VirtioDevice {
  readonly name: string;
  readonly path: string;
  readonly id: number;
  readonly queues: number;
  readonly hostFeatures: readonly string[];
  /** The features that the driver has accepted; undefined without a driver. */
  readonly guestFeatures: readonly string[] | undefined;
}

function virtioDevices(machine: Machine): VirtioDevice[] {
  const driver = machine.balloon.isGuestUp ? [] : undefined;
  const plain = { hostFeatures: [], guestFeatures: driver };
  const balloon = balloonPath(machine);
  return [
    ...(balloon === undefined ? [] : [balloonDevice(machine, balloon)]),
    ...machine.nics
      .filter((nic) => (nic.model ?? 'virtio-net-pci').startsWith('virtio-'))
      .map((nic) => ({ ...plain, name: 'virtio-net', path: backendPath(nic.id), id: 1, queues: 3 })),
    ...machine.disks.map((disk) => ({
      ...plain,
      name: 'virtio-blk',
      path: qdevPath(disk),
      id: 2,
      queues: 1,
    })),
  ];
}

function balloonPath(machine: Machine): string | undefined {
  const { balloonId } = machine;
  const paths = {
    pci: backendPath(balloonId),
    mmio: `/machine/peripheral/${balloonId}`,
    none: undefined,
  };
  if (machine.balloonKind === 'anonymous') return '/machine/peripheral-anon/device[1]/virtio-backend';
  return paths[machine.balloonKind];
}

function backendPath(id: string): string {
  return `/machine/peripheral/${id}/virtio-backend`;
}

function balloonDevice({ balloon }: Machine, path: string): VirtioDevice {
  const hasDriver = balloon.isGuestUp && balloon.driver !== 'none';
  const reports = balloon.driver !== 'freebsd-no-stats';
  return {
    name: 'virtio-balloon',
    path,
    id: 5,
    queues: 3,
    hostFeatures: [...(balloon.features['page-poison'] ? [PAGE_POISON] : []), STATS_VQ],
    guestFeatures: hasDriver ? (reports ? [STATS_VQ] : []) : undefined,
  };
}

const PAGE_POISON = 'VIRTIO_BALLOON_F_PAGE_POISON: Guest page poisoning enabled';
const STATS_VQ = 'VIRTIO_BALLOON_F_STATS_VQ: Guest memory stats VQ available';

function needDevice(machine: Machine, args: JsonObject, kind: string): VirtioDevice {
  const path = text(args, 'path') ?? '';
  const device = virtioDevices(machine).find((one) => one.path === path);
  if (device === undefined) throw new QmpError(`Path ${path} is not a ${kind}`);
  return device;
}

/** @throws {QemuAbort} in 11.1, on every virtio device: an assertion in visit_start_struct fails */
function queryStatus(machine: Machine, args: JsonObject): Json {
  const kind = isAtLeast(machine.version, '10.0') ? 'realized VirtIODevice' : 'VirtIODevice';
  const device = needDevice(machine, args, kind);
  if (isAtLeast(machine.version, '11.1')) throw new QemuAbort(machine.version, 'x-query-virtio-status');
  return status(machine, device);
}

function status(machine: Machine, device: VirtioDevice): Json {
  const { name, id, queues, hostFeatures, guestFeatures } = device;
  const hasDriver = guestFeatures !== undefined;
  return {
    name,
    'device-id': id,
    'vhost-started': false,
    'device-endian': 'little',
    'guest-features': features(
      guestFeatures ?? [],
      hasDriver ? TRANSPORTS.slice(0, 2) : [],
      hasDriver ? GUEST_UNKNOWN : undefined,
    ),
    'host-features': features(hostFeatures, TRANSPORTS, HOST_UNKNOWN),
    'backend-features': features([], []),
    'num-vqs': queues,
    status: { statuses: hasDriver ? STATUSES : machine.balloon.isGuestUp ? STATUSES.slice(0, 1) : [] },
    isr: 0,
    'queue-sel': hasDriver ? queues - 1 : 0,
    'vm-running': machine.status === 'running',
    broken: false,
    disabled: false,
    'use-started': true,
    started: hasDriver,
    'start-on-kick': false,
    'disable-legacy-check': false,
    'bus-name': '',
    'use-guest-notifier-mask': true,
  };
}

/** `unknown` is a mask of the bits for which QEMU has no name. */
function features(device: readonly string[], transports: readonly string[], unknown?: number): JsonObject {
  return { transports, 'dev-features': device, 'unknown-dev-features': unknown };
}

/** As QEMU 7.2 shows them for a PCI device. */
const GUEST_UNKNOWN = 1_099_511_627_776;
const HOST_UNKNOWN = 1_100_585_369_600;

const TRANSPORTS = [
  'VIRTIO_RING_F_EVENT_IDX: Used & avail. event fields enabled',
  'VIRTIO_F_VERSION_1: Device compliant for v1 spec (legacy)',
  'VIRTIO_RING_F_INDIRECT_DESC: Indirect descriptors supported',
  'VIRTIO_F_ANY_LAYOUT: Device accepts arbitrary desc. layouts',
  'VIRTIO_F_NOTIFY_ON_EMPTY: Notify when device runs out of avail. descs. on VQ',
];

const STATUSES = [
  'VIRTIO_CONFIG_S_ACKNOWLEDGE: Valid virtio device found',
  'VIRTIO_CONFIG_S_DRIVER: Guest OS compatible with device',
  'VIRTIO_CONFIG_S_FEATURES_OK: Feature negotiation complete',
  'VIRTIO_CONFIG_S_DRIVER_OK: Driver setup and ready',
];

function queueStatus(machine: Machine, args: JsonObject): Json {
  const device = needDevice(machine, args, 'VirtIODevice');
  const queue = Number(integer(args, 'queue') ?? 0n);
  if (queue >= device.queues) throw new QmpError(`Invalid virtqueue number ${queue}`);
  return {
    name: device.name,
    'queue-index': queue,
    inuse: 0,
    'vring-num': 128,
    'vring-num-default': 128,
    'vring-align': 4096,
    'vring-desc': 0,
    'vring-avail': 0,
    'vring-used': 0,
    'last-avail-idx': 0,
    'shadow-avail-idx': 0,
    'used-idx': 0,
    'signalled-used': 0,
    'signalled-used-valid': false,
  };
}
