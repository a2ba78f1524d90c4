import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecords } from '../support/decode.js';

/** A device of the machine in QEMU's object model. */
export interface Device {
  /** QOM path, e.g. `/machine/peripheral/balloon0`. */
  readonly path: string;
  /** QOM type, e.g. `virtio-balloon-pci`. */
  readonly type: string;
  /** `undefined` for a device without one. */
  readonly id: string | undefined;
}

/** Devices made by -device and device_add: with an id, and without one (`device[N]`). */
const PLUGGED = ['/machine/peripheral', '/machine/peripheral-anon'] as const;
/** Devices made by the machine itself, -nic and -net: many, of which only the network cards matter here. */
const BUILT_IN = '/machine/unattached';
/** Memory regions, interrupts and buses of the machine are beside them, under other names. */
const BUILT_IN_NAME = /^device\[\d+\]$/;

/**
 * Lists the machine's devices, unordered; see {@link compareDevices}.
 *
 * @param withBuiltIn whether to include those that were not made by -device
 */
export async function readDevices(
  qmp: QemuExecutor,
  withBuiltIn: boolean,
  options?: ExecuteOptions,
): Promise<readonly Device[]> {
  const containers = withBuiltIn ? [...PLUGGED, BUILT_IN] : PLUGGED;
  const lists = await Promise.all(
    containers.map((path) =>
      qmp.execute('qom-list', { path }, options).then((list) => decodeDevices(path, list)),
    ),
  );
  return lists.flat();
}

function decodeDevices(container: string, list: unknown): readonly Device[] {
  const devices: Device[] = [];
  for (const { name, type } of asRecords(list)) {
    if (typeof name !== 'string' || typeof type !== 'string' || !type.startsWith('child<')) continue;
    if (container === BUILT_IN && !BUILT_IN_NAME.test(name)) continue;
    const id = container === '/machine/peripheral' ? name : undefined;
    devices.push({ path: `${container}/${name}`, type: type.slice('child<'.length, -1), id });
  }
  return devices;
}

/** Orders devices by their path, and numbered ones as they were made: `device[2]` before `device[10]`. */
export function compareDevices(a: Device, b: Device): number {
  const [aStem, aNumber] = splitNumber(a.path);
  const [bStem, bNumber] = splitNumber(b.path);
  if (aStem !== bStem) return aStem < bStem ? -1 : 1;
  return aNumber - bNumber;
}

function splitNumber(path: string): readonly [string, number] {
  const match = /^(.*?)(\d+)\]?$/.exec(path);
  return match ? [match[1] ?? '', Number(match[2])] : [path, -1];
}
