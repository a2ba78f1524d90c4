import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';

/** A place for one vCPU, or for several that are plugged in together. */
export interface VcpuSlot {
  /** The type of device that it takes, e.g. `qemu64-x86_64-cpu`. */
  readonly type: string;
  /** Where it is, as device_add takes it: `socket-id`, `core-id`, `thread-id` and others. */
  readonly props: { readonly [name: string]: number };
  readonly vcpus: number;
  /** The QOM path of what is plugged in; `undefined` when it is free. */
  readonly path: string | undefined;
  /** The id by which it can be unplugged; `undefined` for one that QEMU was started with. */
  readonly id: string | undefined;
}

/**
 * Reads the places for vCPUs in the order of their numbers: query-hotpluggable-cpus, which has them in any order.
 *
 * @throws {CommandError} on a machine that nothing can be plugged into, such as a microvm
 */
export async function readVcpuSlots(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly VcpuSlot[]> {
  const slots = asRecords(await qmp.execute('query-hotpluggable-cpus', undefined, options));
  return slots.flatMap((slot) => decodeSlot(slot) ?? []).sort(compareSlots);
}

function decodeSlot(slot: UnknownRecord): VcpuSlot | undefined {
  const type = asString(slot.type);
  const vcpus = asCount(slot['vcpus-count']);
  if (type === undefined || vcpus === undefined) return undefined;
  const props = Object.entries(asRecord(slot.props) ?? {}).flatMap(([name, value]) => {
    const number = asCount(value);
    return number === undefined ? [] : [[name, number] as const];
  });
  const path = asString(slot['qom-path']);
  return { type, vcpus, path, id: path && ID.exec(path)?.[1], props: Object.fromEntries(props) };
}

const ID = /^\/machine\/peripheral\/([^/]+)$/;

/** From the outermost part of the topology to the innermost one. */
const LEVELS = [
  'drawer-id',
  'book-id',
  'node-id',
  'socket-id',
  'die-id',
  'module-id',
  'cluster-id',
  'core-id',
  'thread-id',
];

function compareSlots(a: VcpuSlot, b: VcpuSlot): number {
  for (const level of LEVELS) {
    const difference = (a.props[level] ?? 0) - (b.props[level] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
