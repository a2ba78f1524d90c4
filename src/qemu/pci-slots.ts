import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { compareDevices, readDevices } from './devices.js';
import { readProperty } from './property.js';
import { readChildren, readProperties } from './qom-children.js';

/** The host bridges of a machine, such as `i440FX-pcihost` and `q35-pcihost`. */
const HOST_BRIDGE = /pcihost$/;
/** Bridges with many slots, and ports with one. */
const BRIDGE = /^(?:pci-bridge|pcie-pci-bridge)$/;
const PORT = /^(?:pcie-root-port|ioh3420|xio3130-downstream)$/;
const PCI_BUS = /^PCIE?$/;
/** QEMU plugs nothing into the slots of a PCI Express host bridge, also where something handles them. */
const HOST_BUS = /^PCI$/;

/**
 * Finds a bus into which a PCI device can be plugged while the machine runs: the machine's own, which takes devices on i440fx and not
 * on q35, else that of an empty root port, else that of a bridge. Whether a bus with many slots has a free one, QEMU says itself.
 *
 * @returns its name, e.g. `pci.0` or `rp0`; `undefined` when there is none
 */
export async function findPciBus(qmp: QemuExecutor, options?: ExecuteOptions): Promise<string | undefined> {
  const devices = [...(await readDevices(qmp, false, options))].sort(compareDevices);
  const hosts = await readChildren(qmp, '/machine', HOST_BRIDGE, options);
  // The bus of a device without an id may have the name of another one.
  const named = devices.filter(({ id }) => id !== undefined);
  const ports = named.filter(({ type }) => PORT.test(type)).map(({ path }) => path);
  const bridges = named.filter(({ type }) => BRIDGE.test(type)).map(({ path }) => path);
  for (const owner of [...hosts, ...ports, ...bridges]) {
    const types = hosts.includes(owner) ? HOST_BUS : PCI_BUS;
    const [bus] = await readChildren(qmp, owner, types, options);
    if (bus === undefined || (ports.includes(owner) && !(await isEmpty(qmp, bus, options)))) continue;
    if (await takesDevices(qmp, owner, bus, options)) return bus.slice(owner.length + 1);
  }
  return undefined;
}

/** The devices on a bus are links `child[N]`. */
async function isEmpty(
  qmp: QemuExecutor,
  bus: string,
  options: ExecuteOptions | undefined,
): Promise<boolean> {
  const properties = await readProperties(qmp, bus, options);
  return !properties.some(({ name }) => /^child\[\d+\]$/.test(name));
}

/** A bus takes devices while something handles them; a root port can be told not to (`hotplug=off`). */
async function takesDevices(
  qmp: QemuExecutor,
  owner: string,
  bus: string,
  options: ExecuteOptions | undefined,
): Promise<boolean> {
  const [handler, isAllowed] = await Promise.all([
    readProperty(qmp, bus, 'hotplug-handler', options),
    readProperty(qmp, owner, 'hotplug', options),
  ]);
  return typeof handler === 'string' && handler !== '' && isAllowed !== false;
}
