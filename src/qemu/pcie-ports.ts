import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asString } from '../support/decode.js';
import { compareDevices, readDevices } from './devices.js';
import { readProperty } from './property.js';
import { readProperties } from './qom-children.js';

/** A slot of PCI Express into which one device can be plugged while the guest runs. */
export interface PciePort {
  /** The name of the bus behind it, e.g. `rp1`; it is the `bus` of a device that is plugged in. */
  readonly bus: string;
  /** The device in it, by its id or QOM path; `undefined` when it is free. */
  readonly holds: string | undefined;
}

const PORT = /^(?:.*pcie-root-port|ioh3420|xio3130-downstream|cxl-rp)$/;

/** Reads the ports of PCI Express and what is in them, in the order of their ids: QOM. */
export async function readPciePorts(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly PciePort[]> {
  const devices = await readDevices(qmp, false, options);
  const ports = devices.filter(({ type }) => PORT.test(type)).sort(compareDevices);
  const buses = ports.map(({ path }) => readPort(qmp, path, options));
  return (await Promise.all(buses)).flatMap((port) => port ?? []);
}

/** The bus is a child of the port, and has a link `child[N]` to each device. */
async function readPort(
  qmp: QemuExecutor,
  path: string,
  options: ExecuteOptions | undefined,
): Promise<PciePort | undefined> {
  const bus = (await readProperties(qmp, path, options)).find(({ type }) => type === 'child<PCIE>')?.name;
  if (bus === undefined) return undefined;
  const link = (await readProperties(qmp, `${path}/${bus}`, options)).find(({ name }) =>
    /^child\[\d+\]$/.test(name),
  );
  if (link === undefined) return { bus, holds: undefined };
  const device = asString(await readProperty(qmp, `${path}/${bus}`, link.name, options));
  return { bus, holds: device?.replace('/machine/peripheral/', '') ?? link.name };
}
