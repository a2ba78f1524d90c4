import type { ExecuteOptions, Executor } from '../qmp/executor.js';
import { asRecords, asString } from '../support/decode.js';

/** A device of the machine in QEMU's object model. */
export interface Device {
  /** QOM path, e.g. `/machine/peripheral/balloon0`. */
  readonly path: string;
  /** QOM type, e.g. `virtio-balloon-pci`. */
  readonly type: string;
  /** `undefined` for a device that was given no id. */
  readonly id: string | undefined;
}

/** Devices with an id, without one (`-device`), and those that the machine or -nic brought (`device[N]`). */
const CONTAINERS = ['/machine/peripheral', '/machine/peripheral-anon', '/machine/unattached'] as const;

/** Lists the machine's devices, those without id in the order in which they were made. */
export async function readDevices(qmp: Executor, options?: ExecuteOptions): Promise<readonly Device[]> {
  const lists = await Promise.all(
    CONTAINERS.map((path) =>
      qmp.execute('qom-list', { path }, options).then((list) => decodeDevices(path, list)),
    ),
  );
  return lists.flat();
}

function decodeDevices(container: string, list: unknown): readonly Device[] {
  return asRecords(list)
    .flatMap(({ name, type }) => {
      const child = /^child<(.+)>$/.exec(asString(type) ?? '')?.[1];
      if (typeof name !== 'string' || child === undefined) return [];
      const id = container === '/machine/peripheral' ? name : undefined;
      return [{ path: `${container}/${name}`, type: child, id }];
    })
    .sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}
