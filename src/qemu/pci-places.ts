import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asString } from '../support/decode.js';
import { compareDevices, readDevices } from './devices.js';
import { readProperty } from './property.js';
import { readChildren, readProperties } from './qom-children.js';

/** A bus of PCI, into which devices may be plugged while the machine runs. */
export interface PciPlace {
  /** Its name, e.g. `pci.0` or `rp1`; it is the `bus` of a device that is plugged in. */
  readonly bus: string;
  /** The machine's own bus, a port of PCI Express, which has one slot, or a bridge, which has many. */
  readonly kind: 'root' | 'port' | 'bridge';
  /** The device in a port, by its id or QOM path; `undefined` when it is free, and for a bus with many slots. */
  readonly holds: string | undefined;
  /** Whether it takes devices while the machine runs: the own bus of a q35 does not, nor does a port with `hotplug=off`. */
  readonly takesDevices: boolean;
  /** Whether the port or bridge has no id: its bus, which QEMU has named, may have the name of another one. */
  readonly isAnonymous: boolean;
}

/** The host bridges of a machine, such as `i440FX-pcihost` and `q35-pcihost`. */
const HOST_BRIDGE = /pcihost$/;
const PORT = /^(?:.*pcie-root-port|ioh3420|xio3130-downstream|cxl-rp)$/;
const BRIDGE = /^(?:pci-bridge|pcie-pci-bridge)$/;

/** QEMU plugs nothing into the slots of a PCI Express host bridge, also where something handles them. */
const PCIE_BUS = 'child<PCIE>';
const BUS = /^child<PCIE?>$/;

const ORDER = ['root', 'port', 'bridge'] as const;

/** What a bus belongs to. */
interface Owner extends Pick<PciPlace, 'kind' | 'isAnonymous'> {
  readonly path: string;
}

/** Reads the buses of PCI: the machine's own, its ports and its bridges, each in the order of their ids. QOM. */
export async function readPciPlaces(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly PciPlace[]> {
  const devices = [...(await readDevices(qmp, false, options))].sort(compareDevices);
  const hosts = await readChildren(qmp, '/machine', HOST_BRIDGE, options);
  const owners = [
    ...hosts.map((path): Owner => ({ path, kind: 'root', isAnonymous: false })),
    ...devices.flatMap(({ path, type, id }): readonly Owner[] => {
      const kind = PORT.test(type) ? 'port' : BRIDGE.test(type) ? 'bridge' : undefined;
      return kind === undefined ? [] : [{ path, kind, isAnonymous: id === undefined }];
    }),
  ];
  const places = await Promise.all(owners.map((owner) => readPlace(qmp, owner, options)));
  const found = places.flatMap((place) => place ?? []);
  return ORDER.flatMap((kind) => found.filter((place) => place.kind === kind));
}

/**
 * A place for a device: the machine's own bus where that takes devices, else an empty port, else a bridge. Whether a bus with many
 * slots has a free one, QEMU says itself.
 */
export function findFreePlace(places: readonly PciPlace[]): PciPlace | undefined {
  const free = places.filter(({ holds, takesDevices }) => takesDevices && holds === undefined);
  const isUnique = ({ bus }: PciPlace) => places.filter((other) => other.bus === bus).length === 1;
  return free.find(({ isAnonymous }) => !isAnonymous) ?? free.find(isUnique);
}

async function readPlace(
  qmp: QemuExecutor,
  { path, kind, isAnonymous }: Owner,
  options: ExecuteOptions | undefined,
): Promise<PciPlace | undefined> {
  const bus = (await readProperties(qmp, path, options)).find(({ type }) => BUS.test(type));
  if (bus === undefined) return undefined;
  const [holds, handler, isAllowed] = await Promise.all([
    kind === 'port' ? readDeviceIn(qmp, `${path}/${bus.name}`, options) : undefined,
    readProperty(qmp, `${path}/${bus.name}`, 'hotplug-handler', options),
    readProperty(qmp, path, 'hotplug', options),
  ]);
  const isFixed = kind === 'root' && bus.type === PCIE_BUS;
  // What nothing handles takes no device.
  const takesDevices = !isFixed && Boolean(asString(handler)) && isAllowed !== false;
  return { bus: bus.name, kind, holds, takesDevices, isAnonymous };
}

/** A bus has a link `child[N]` to each device on it. */
async function readDeviceIn(
  qmp: QemuExecutor,
  bus: string,
  options: ExecuteOptions | undefined,
): Promise<string | undefined> {
  const link = (await readProperties(qmp, bus, options)).find(({ name }) => /^child\[\d+\]$/.test(name));
  if (link === undefined) return undefined;
  const device = asString(await readProperty(qmp, bus, link.name, options));
  return device?.replace('/machine/peripheral/', '') || link.name;
}
