import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords, asString } from '../support/decode.js';

/** A device that gives the guest memory beside that of the machine. */
export interface MemoryDevice {
  /** `dimm`, `nvdimm`, `virtio-mem`, `virtio-pmem`, `sgx-epc`, `hv-balloon` … */
  readonly type: string;
  readonly id: string | undefined;
  /** The object that its memory is in. */
  readonly memdev: string | undefined;
  /** What the guest has of it now. */
  readonly sizeBytes: number | undefined;
  /** What it may get; `undefined` for a device whose size is fixed. */
  readonly maxSizeBytes: number | undefined;
  /** The guest's NUMA node. */
  readonly numaNode: number | undefined;
}

/** Reads the memory that is plugged into the machine: query-memory-devices. */
export async function readMemoryDevices(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly MemoryDevice[]> {
  const devices = asRecords(await qmp.execute('query-memory-devices', undefined, options));
  return devices.flatMap((device) => {
    const type = asString(device.type);
    const data = asRecord(device.data);
    if (type === undefined || data === undefined) return [];
    return [
      {
        type,
        id: asString(data.id),
        memdev: asString(data.memdev),
        sizeBytes: asCount(data.size),
        maxSizeBytes: asCount(data['max-size']),
        numaNode: asCount(data.node),
      },
    ];
  });
}
