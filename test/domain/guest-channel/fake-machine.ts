import type { ControlOptions } from '../../../src/domain/control/control-options.js';
import type { AskingReach } from '../../../src/domain/qmp-reach.js';
import { commandError, fakeQemu } from '../../qemu/fake-qemu.js';
import { controlReach, type FakeControl } from '../control/control-reach.js';

type Arguments = Readonly<Record<string, unknown>>;

/** An object of the machine: its type, and the values of its properties. */
interface FakeObject {
  readonly type: string;
  readonly values: Arguments;
}

/** What a fake machine has at its start, and how it misbehaves. */
export interface FakeMachineOptions {
  /** Objects beside those of every machine, by path. */
  readonly objects?: Readonly<Record<string, FakeObject>>;
  /** What QEMU says instead of carrying a command out, by `COMMAND ID`; of a query once something was changed, by its name. */
  readonly refuses?: Readonly<Record<string, string | Error>>;
  /** Whether a port that is plugged in has another name than it should. */
  readonly showsNoPort?: boolean;
  /** Ids of devices that the guest does not release. */
  readonly keeps?: readonly string[];
  readonly chardevs?: readonly string[];
  readonly version?: string;
  /** Whether the guest takes no card. */
  readonly hasNoDriver?: boolean;
  readonly isStopped?: boolean;
}

const PERIPHERAL = '/machine/peripheral';

/** The bus of a machine that takes devices, as on i440fx. */
export const I440FX: Readonly<Record<string, FakeObject>> = {
  '/machine/i440fx': { type: 'i440FX-pcihost', values: {} },
  '/machine/i440fx/pci.0': { type: 'PCI', values: { 'hotplug-handler': '/machine/unattached/device[1]' } },
};

/** One that takes none, although QEMU 10.0 has a handler there; with root ports, some of which are taken. */
export function q35(...ports: readonly { readonly id: string; readonly isTaken?: boolean }[]) {
  const objects: Record<string, FakeObject> = {
    '/machine/q35': { type: 'q35-pcihost', values: {} },
    '/machine/q35/pcie.0': { type: 'PCIE', values: { 'hotplug-handler': '/machine/unattached/device[2]' } },
  };
  for (const { id, isTaken = false } of ports) {
    objects[`${PERIPHERAL}/${id}`] = { type: 'pcie-root-port', values: { hotplug: true } };
    objects[`${PERIPHERAL}/${id}/${id}`] = {
      type: 'PCIE',
      values: { 'hotplug-handler': `${PERIPHERAL}/${id}`, ...(isTaken && { 'child[0]': '' }) },
    };
  }
  return objects;
}

/** A card with a bus of virtio-serial. */
export function serialCard(id: string, values: Arguments = {}): Readonly<Record<string, FakeObject>> {
  return {
    [`${PERIPHERAL}/${id}`]: {
      type: 'virtio-serial-pci',
      values: { hotplugged: false, addr: 40, ...values },
    },
    [`${PERIPHERAL}/${id}/virtio-backend`]: {
      type: 'virtio-serial-device',
      values: { max_ports: 31, ...values },
    },
    [`${PERIPHERAL}/${id}/virtio-backend/${id}.0`]: { type: 'virtio-serial-bus', values: {} },
  };
}

/** A port on a card. */
export function serialPort(
  id: string,
  card: string,
  values: Arguments = {},
): Readonly<Record<string, FakeObject>> {
  const bus = `${PERIPHERAL}/${card}/virtio-backend/${card}.0`;
  const all = { nr: 1, name: 'org.qgauge.0', chardev: id, hotplugged: false, parent_bus: bus, ...values };
  return { [`${PERIPHERAL}/${id}`]: { type: 'virtserialport', values: all } };
}

/** A machine into which devices are plugged, as far as the port of a guest's channel needs it. Keeps what has changed it. */
export class FakeMachine {
  readonly changes: string[] = [];
  readonly chardevs: string[];
  readonly #objects: Map<string, FakeObject>;
  readonly #options: FakeMachineOptions;
  readonly #kept: Set<string>;
  #deleted: (data: Record<string, unknown>) => void = () => undefined;

  constructor(options: FakeMachineOptions = {}) {
    this.#options = options;
    this.#objects = new Map(Object.entries(options.objects ?? I440FX));
    this.#kept = new Set(options.keeps);
    this.chardevs = [...(options.chardevs ?? [])];
  }

  get devices(): readonly string[] {
    const ids = [...this.#objects.keys()].map((path) => /^\/machine\/peripheral\/([^/]+)$/.exec(path)?.[1]);
    return ids.flatMap((id) => id ?? []);
  }

  /** The ways to it. */
  controlled(options: ControlOptions & { readonly isDry?: boolean } = {}): FakeControl {
    const answer = (command: string, args: object = {}) => this.#answer(command, { ...args });
    const qmp: AskingReach['qmp'] = Object.assign(fakeQemu(answer), { supports: async () => true });
    const controlled = controlReach({}, answer, options, { qmp });
    this.#deleted = (data) => controlled.guest.sendEvent('DEVICE_DELETED', data);
    return controlled;
  }

  /** The guest lets go of a device that it has kept. */
  release(id: string): void {
    this.#kept.delete(id);
    this.#remove(`${PERIPHERAL}/${id}`, id);
  }

  #answer(command: string, args: Arguments): unknown {
    const id = String(args.id);
    const refused = this.#options.refuses?.[command];
    if (refused !== undefined && this.changes.length > 0) throw commandError('GenericError', String(refused));
    if (/^(?:device|chardev)/.test(command)) {
      this.changes.push(`${command} ${id}`);
      const refusal = this.#options.refuses?.[`${command} ${id}`];
      if (refusal instanceof Error) throw refusal;
      if (refusal !== undefined) throw commandError('GenericError', refusal);
    }
    switch (command) {
      case 'query-version': {
        const [major = 7, minor = 2] = (this.#options.version ?? '7.2').split('.').map(Number);
        return { qemu: { major, minor, micro: 0 }, package: '' };
      }
      case 'query-status':
        return { status: this.#options.isStopped ? 'paused' : 'running', running: !this.#options.isStopped };
      case 'qom-list':
        return this.#list(String(args.path));
      case 'qom-get':
        return this.#get(String(args.path), String(args.property));
      case 'query-pci':
        return this.#objects.has('/machine/i440fx') || this.#objects.has('/machine/q35')
          ? [{ bus: 0, devices: [HOST, ...this.devices.map((id) => this.#card(id))] }]
          : [];
      case 'query-chardev':
        return this.chardevs.map((label) => ({
          label,
          filename: `disconnected:unix:/run/${label}.sock,server=on`,
        }));
      case 'chardev-add':
        return this.chardevs.push(id) && {};
      case 'chardev-remove':
        return this.#removeChardev(id);
      case 'device_add':
        return this.#plug(id, args);
      case 'device_del':
        return this.#unplug(id);
      default:
        throw commandError('CommandNotFound', `The command ${command} has not been found`);
    }
  }

  #list(path: string): unknown {
    const own = Object.keys(this.#objects.get(path)?.values ?? {}).map((name) => ({ name, type: 'any' }));
    const below = [...this.#objects].filter(
      ([other]) => other.startsWith(`${path}/`) && !other.slice(path.length + 1).includes('/'),
    );
    return [
      ...own,
      ...below.map(([other, { type }]) => ({ name: other.slice(path.length + 1), type: `child<${type}>` })),
    ];
  }

  #get(path: string, property: string): unknown {
    const value = this.#objects.get(path)?.values[property];
    if (value === undefined) throw commandError('GenericError', `Property '${property}' not found`);
    return value;
  }

  #removeChardev(id: string): unknown {
    const at = this.chardevs.indexOf(id);
    if (at < 0) throw commandError('GenericError', `Chardev '${id}' not found`);
    return this.chardevs.splice(at, 1) && {};
  }

  #plug(id: string, { driver, bus, name, chardev }: Arguments): unknown {
    const card = String(bus).replace(/\.0$/, '');
    const added =
      driver === 'virtserialport'
        ? serialPort(id, card, { name: this.#options.showsNoPort ? '' : name, chardev, hotplugged: true })
        : serialCard(id, { hotplugged: true });
    for (const [path, object] of Object.entries(added)) this.#objects.set(path, object);
    return {};
  }

  #unplug(id: string): unknown {
    const path = id.startsWith('/') ? id : `${PERIPHERAL}/${id}`;
    if (!this.#objects.has(path)) throw commandError('DeviceNotFound', `Device '${id}' not found`);
    if (!this.#kept.has(id)) this.#remove(path, id);
    return {};
  }

  #remove(path: string, id: string): void {
    for (const other of [...this.#objects.keys()]) {
      if (other === path || other.startsWith(`${path}/`)) this.#objects.delete(other);
    }
    this.#deleted({ device: id, path });
  }

  #card(id: string): object {
    const address = this.#options.hasNoDriver ? -1 : 4096;
    return { bus: 0, slot: 5, function: 0, class_info: {}, id: {}, qdev_id: id, regions: [{ address }] };
  }
}

const HOST = { bus: 0, slot: 0, function: 0, class_info: {}, id: {}, qdev_id: '' };
