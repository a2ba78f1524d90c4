import type { QmpEvent } from '../../protocol/qmp/events.js';
import { type Device, readDevices } from '../../qemu/devices.js';
import { DeadlineExceeded } from '../../support/deadline.js';
import { asRecord } from '../../support/decode.js';
import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlCall } from '../control/control-call.js';
import type { QmpReach } from '../qmp-reach.js';

/** The guest does not let go of a device. */
export class UnplugRefusedError extends QgaugeError {
  constructor(id: string) {
    super('ERR_UNPLUG_REFUSED', `the guest refuses to let go of ${terminalSafe(id, 60)}`);
  }
}

/**
 * A device that has left the tree is gone, and its backends are free, when QEMU's threads have all got to run: its event comes then.
 * Where it does not, this is long enough.
 */
const FREED_MS = 2000;

/** How to unplug a device. */
export interface UnplugOptions {
  /** What to tell a person when the call fails afterwards. */
  readonly advice: string;
  /** For how long to wait for the guest, in milliseconds, until the deadline of the call at most (default: until then, which fails). */
  readonly patienceMs?: number | undefined;
}

/**
 * Unplugs a device, and waits until it is gone: device_del. A port of virtio-serial goes at once; a PCI card when the guest has let go
 * of it, which one that does not run, or has no driver for hotplug, may do at its next reset only.
 *
 * @returns false when the guest has not let go of it in time, which it may still do: device_del cannot be cancelled
 * @throws {UnplugRefusedError} when the guest refuses
 */
export async function unplug(
  call: ControlCall,
  { qmp, options }: QmpReach,
  device: Device,
  { advice, patienceMs }: UnplugOptions,
): Promise<boolean> {
  const id = device.id ?? device.path;
  await call.qemu('device_del', { id }, { advice });
  const endMs = Date.now() + (patienceMs ?? Number.POSITIVE_INFINITY);
  let absentSinceMs: number | undefined;
  const outcome = await call
    .until(`the guest to let go of ${terminalSafe(id, 60)}`, {
      event: (event) => outcomeOf(event, device),
      query: async () => {
        const isAbsent = (await readDevices(qmp, false, options)).every(({ path }) => path !== device.path);
        if (!isAbsent) return Date.now() > endMs ? 'kept' : undefined;
        absentSinceMs ??= Date.now();
        return Date.now() - absentSinceMs >= FREED_MS ? 'gone' : undefined;
      },
    })
    .catch((error: unknown) => {
      const isLate = patienceMs !== undefined && call.signal.reason instanceof DeadlineExceeded;
      if (isLate) return 'kept' as const;
      throw error;
    });
  if (outcome === 'refused') throw new UnplugRefusedError(id);
  return outcome !== 'kept';
}

/** DEVICE_DELETED without an id is of a part of the device, such as its virtio-backend. */
function outcomeOf(
  { event, data }: QmpEvent<string, object>,
  { id, path }: Device,
): 'gone' | 'refused' | undefined {
  const of = asRecord(data);
  if (of?.path !== path && (id === undefined || of?.device !== id)) return undefined;
  if (event === 'DEVICE_DELETED') return 'gone';
  return event === 'DEVICE_UNPLUG_GUEST_ERROR' || event === 'MEM_UNPLUG_ERROR' ? 'refused' : undefined;
}
