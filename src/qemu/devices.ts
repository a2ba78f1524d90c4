import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecords } from '../support/decode.js';

/** A device of the machine in QEMU's object model. */
export interface Device {
  /** QOM path, e.g. `/machine/peripheral/balloon0`. */
  readonly path: string;
  /** QOM type, e.g. `virtio-balloon-pci`. */
  readonly type: string;
  /** `undefined` for a device that was given no id. */
  readonly id: string | undefined;
}

/** What -device and device_add have made: with an id, and without one (`device[N]`). */
const PLUGGED = ['/machine/peripheral', '/machine/peripheral-anon'] as const;
/** What the machine itself, -nic and -net have made: many, of which at most the network cards are of interest. */
const BUILT_IN = '/machine/unattached';

/**
 * Lists the machine's devices, in no order; see {@link compareDevices}.
 *
 * @param withBuiltIn whether to list those too that no -device has made
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
    const id = container === '/machine/peripheral' ? name : undefined;
    devices.push({ path: `${container}/${name}`, type: type.slice('child<'.length, -1), id });
  }
  return devices;
}

/** Orders devices as they were made, where they have a number (`device[2]` before `device[10]`), else by their path. */
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
