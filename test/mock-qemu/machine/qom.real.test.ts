import { describe, it } from 'vitest';
import { execute, expectSame, type Step } from '../beside-real-qemu.js';
import { skipsRealQemu } from '../real-qemu.js';

const PERIPHERAL = '/machine/peripheral';

describe.skipIf(skipsRealQemu)('beside a real q35, the mock', () => {
  it('finds objects by whole and partial paths, and fails in the same words', () => {
    return compare(
      ...[
        'balloon0',
        'peripheral',
        'machine/peripheral',
        '//machine/',
        'disk0/virtio-backend',
        'device[1]',
      ].map((path) => get(path, 'type')),
      ...['virtio-backend', 'nope', '/nope', 'machine/nope', '/machine/peripheral/disk0/nope'].map((path) =>
        get(path, 'type'),
      ),
      ...['', 'virtio-backend', 'nope', '/', '/objects', 'io0'].map((path) => execute('qom-list', { path })),
    );
  });

  it('lists the same properties of its devices', () => {
    const paths = ['balloon0', 'disk0', 'net0', 'rp0', 'balloon0/virtio-backend', 'net0/virtio-backend'];
    return compare(...paths.map((path) => execute('qom-list', { path: `${PERIPHERAL}/${path}` })));
  });

  it('lists the same settings of their types', () => {
    return compare(
      ...TYPES.map((typename) => execute('device-list-properties', { typename })),
      ...FRESH_TYPES.map((typename) => execute('qom-list-properties', { typename })),
      execute('qom-list-types', { implements: 'virtio-balloon-device' }),
      execute('qom-list-types', { implements: 'nope' }),
    );
  });

  it('lists the same types, in the same order', () => {
    const kinds = [
      'memory-backend',
      'device',
      'user-creatable',
      'interface',
      'machine',
      'x86_64-cpu',
      'object',
    ];
    return compare(
      execute('qom-list-types'),
      execute('qom-list-types', { abstract: true }),
      ...kinds.map((kind) => execute('qom-list-types', { implements: kind, abstract: true })),
      ...kinds.map((kind) => execute('qom-list-types', { implements: kind })),
    );
  });

  it('sets properties, and refuses to, in the same words', () => {
    return compare(
      set(`${PERIPHERAL}/net0`, 'mac', '52:54:00:00:00:01'),
      set(`${PERIPHERAL}/net0`, 'romfile', 'x'),
      set(`${PERIPHERAL}/net0/virtio-backend`, 'mac', '52:54:00:00:00:01'),
      set(`${PERIPHERAL}/disk0`, 'virtio-backend', 'x'),
      set(`${PERIPHERAL}/disk0`, 'hotpluggable', true),
      set(`${PERIPHERAL}/disk0`, 'nope', true),
      set('/machine', 'usb', 'x'),
      set('/machine', 'append', 7),
      set('/machine', 'peripheral', 7),
      set('/objects/io0', 'poll-max-ns', 'x'),
      set('/objects/io0', 'poll-max-ns', 5),
      get('/objects/io0', 'poll-max-ns'),
      get('/objects/io0', 'thread-id'),
      get('/machine', 'usb'),
      get('/machine', 'memory-backend'),
      get('/machine', 'memory'),
      get('/objects/pc.ram', 'size'),
      get('/machine/unattached/device[0]', 'type'),
      get('/machine/unattached/device[2]', 'core-id'),
      get('/machine/unattached/device[4]', 'type'),
    );
  });

  it('makes and deletes objects in the same words', () => {
    const ram = { 'qom-type': 'memory-backend-ram', id: 'm1' };
    return compare(
      add({ 'qom-type': 'iothread', id: 'io0' }),
      add({ 'qom-type': 'iothread', id: '1x' }),
      add({ 'qom-type': 'nope', id: 'x' }),
      add(ram),
      add({ ...ram, size: 0 }),
      add({ ...ram, size: 1048576 }),
      add({ 'qom-type': 'secret', id: 's1' }),
      add({ 'qom-type': 'secret', id: 's1', data: 'x' }),
      execute('query-memdev'),
      get('/objects/s1', 'data'),
      ...['nope', 's1', 'io0', 'm1', 'm1'].map((id) => execute('object-del', { id })),
      execute('query-iothreads'),
    );
  });

  it('plugs and unplugs devices in the same words', () => {
    return compare(
      execute('device_add'),
      ...['nope', 'iothread', 'virtio-device'].map((driver) => plug({ driver })),
      plug({ driver: 'virtio-rng-pci', id: 'rng0' }),
      plug({ driver: 'virtio-rng-pci', id: '1x' }),
      plug({ driver: 'virtio-rng-pci', bus: 'nope' }),
      plug({ driver: 'virtio-rng-pci', id: 'rng0', bus: 'rp0' }),
      plug({ driver: 'virtio-rng-pci', id: 'rng0', bus: 'rp0' }),
      plug({ driver: 'virtio-rng-pci', id: 'disk0', bus: 'rp0' }),
      plug({ driver: 'virtio-net-pci', id: 'net9', bus: 'rp0', bogus: 1 }),
      plug({ driver: 'virtio-net-pci', id: 'net9', bus: 'rp0', netdev: 'n0' }),
      plug({ driver: 'virtio-blk-pci', id: 'disk9', bus: 'rp0' }),
      plug({ driver: 'virtio-blk-pci', id: 'disk9', bus: 'rp0', drive: 'nope' }),
      plug({ driver: 'virtserialport', id: 'port9', bus: 'rp0' }),
      get(`${PERIPHERAL}/rng0`, 'type'),
      ...['nope', 'disk0', 'balloon0', 'rp0', `${PERIPHERAL}/net0`, 'rng0', 'rng0'].map((id) =>
        execute('device_del', { id }),
      ),
      get(`${PERIPHERAL}/rng0`, 'type'),
      { ...execute('system_reset'), until: '"device": "rng0"' },
      get(`${PERIPHERAL}/rng0`, 'type'),
    );
  });
});

const TYPES = ['nope', 'iothread', 'virtio-device', 'virtio-balloon-pci', 'virtio-net-pci', 'virtio-blk-pci'];
/** Where the order does not depend on how many properties there are in the end. */
const FRESH_TYPES = ['nope', 'iothread', 'virtio-rng-device', 'virtio-balloon-pci'];

function compare(...steps: Step[]): Promise<void> {
  const options = {
    status: 'prelaunch',
    memoryBytes: 64 * 1024 * 1024,
    disks: [{ id: 'disk0', nodeName: 'disk0-node', format: 'raw' }],
    nics: [{ id: 'net0', mac: '52:54:00:12:34:56', netdev: 'n0' }],
    iothreads: [{ id: 'io0', threadId: 4711 }],
    rootPorts: ['rp0'],
  } as const;
  return expectSame(ARGS, options, steps, inAnyOrder);
}

/** A device goes with its last reference, before the answer or after it. */
function inAnyOrder(text: string): string {
  return text.split('\r\n').sort().join('\n');
}

const ARGS = [
  ...['-machine', 'q35', '-m', '64', '-smp', '2', '-object', 'iothread,id=io0'],
  ...['-device', 'virtio-serial-pci', '-device', 'pcie-root-port,id=rp0,slot=1'],
  ...['-blockdev', 'driver=raw,node-name=disk0-node,file.driver=null-co,file.size=1048576'],
  ...['-device', 'virtio-blk-pci,id=disk0,drive=disk0-node', '-netdev', 'hubport,id=n0,hubid=0'],
  ...['-device', 'virtio-net-pci,id=net0,netdev=n0', '-device', 'virtio-balloon-pci,id=balloon0'],
];

function get(path: string, property: string): Step {
  return execute('qom-get', { path, property });
}

function set(path: string, property: string, value: unknown): Step {
  return execute('qom-set', { path, property, value });
}

function add(args: object): Step {
  return execute('object-add', args);
}

function plug(args: object): Step {
  return execute('device_add', args);
}
