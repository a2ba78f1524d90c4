import { parseCount } from '../../linux/files/parse-count.js';
import { readKernelFile } from '../../linux/files/read-file.js';
import { parseStatus } from '../../linux/proc-status.js';
import type { MemoryParameters } from '../../model/group-parameters.js';
import { describeSize } from '../../support/size.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { readOfProcess } from '../own-process.js';
import { memoryParameters } from '../tuning.js';
import { type GroupChange, OwnGroup } from './own-group.js';

/** Limits of memory, bytes; null: none. What is not given stays. */
export interface MemoryLimits {
  /** Beyond it the kernel kills. */
  readonly hardLimitBytes?: number | null | undefined;
  /** Beyond it the kernel takes pages back. */
  readonly softLimitBytes?: number | null | undefined;
  /** From this much the kernel takes nothing; only in version 2. */
  readonly minGuaranteeBytes?: number | null | undefined;
  /** In version 1 of memory and swap together, in version 2 of swap alone. */
  readonly swapHardLimitBytes?: number | null | undefined;
}

export interface MemoryLimitOptions extends CallOptions {
  /**
   * Also a limit below what the group holds now: a hard one may end in the OOM killer, a soft one of version 2 slows the guest
   * down (default: false).
   */
  readonly force?: boolean | undefined;
}

type Limit = keyof MemoryLimits;

/** The file of each limit, and the property by which systemd writes it. */
const FILES: {
  readonly [version in 1 | 2]: { readonly [limit in Limit]: readonly [file: string, property?: string] };
} = {
  1: {
    hardLimitBytes: ['memory.limit_in_bytes', 'MemoryMax'],
    softLimitBytes: ['memory.soft_limit_in_bytes'],
    minGuaranteeBytes: ['memory.low'],
    swapHardLimitBytes: ['memory.memsw.limit_in_bytes'],
  },
  2: {
    hardLimitBytes: ['memory.max', 'MemoryMax'],
    softLimitBytes: ['memory.high', 'MemoryHigh'],
    minGuaranteeBytes: ['memory.low', 'MemoryLow'],
    swapHardLimitBytes: ['memory.swap.max', 'MemorySwapMax'],
  },
};

/**
 * Limits the memory of the guest's QEMU, its own included, by its control group: memory.*, or systemctl set-property --runtime
 * where that is a unit's.
 *
 * @returns the parameters as they were read back; the kernel rounds down to pages
 * @throws {ControlRefusedError} when the group holds other processes too, and, without `force`, for a limit below what it holds
 *   now
 * @throws {UnsupportedError} for a limit that this kernel, or systemd, does not have
 */
export async function setMemoryParameters(
  reach: ControlReach,
  limits: MemoryLimits,
  { force = false, ...options }: MemoryLimitOptions = {},
): Promise<MemoryParameters> {
  const { name } = reach;
  return reach.control.call('setMemoryParameters', options, async (call) => {
    const group = OwnGroup.of(reach, 'memory');
    check(name, limits);
    if (group.version === 1 && limits.minGuaranteeBytes !== undefined)
      throw new UnsupportedError(name, 'control groups of version 1 guarantee no memory');
    if (!force) expectRoom(name, limits, group.version, usedBytes(reach, group));
    const given = inOrder(limits, memoryParameters(reach));
    await group.set(
      call,
      given.map((limit) => changeOf(group.version, limit, limits[limit] ?? null)),
    );
    return memoryParameters(reach);
  });
}

/** Refuses limits that would harm the guest at once. In version 1 the soft limit only counts while the host lacks memory. */
function expectRoom(
  guest: string,
  { hardLimitBytes: hard, softLimitBytes: soft }: MemoryLimits,
  version: 1 | 2,
  usedBytes: number,
): void {
  const refuse = (bytes: number, harm: string) => {
    const why = `its QEMU holds ${describeSize(usedBytes)} now: with ${describeSize(bytes)} the kernel ${harm}`;
    return new ControlRefusedError(guest, `${why}; use force (--force) to do it anyway`);
  };
  if (typeof hard === 'number' && hard < usedBytes) throw refuse(hard, 'may kill it');
  if (version === 2 && typeof soft === 'number' && soft < usedBytes)
    throw refuse(soft, 'slows it down until that much is swapped out');
}

/** What the group counts, or the process has: of one that was moved here, the kernel counts new pages alone. */
function usedBytes(reach: ControlReach, group: OwnGroup): number {
  const counted = parseCount(group.read(group.version === 1 ? 'memory.usage_in_bytes' : 'memory.current'));
  const status = readOfProcess(reach, (pid) => readKernelFile(`${reach.procRoot}/${pid}/status`));
  return Math.max(counted ?? 0, parseStatus(status ?? '')?.rssBytes ?? 0);
}

function check(guest: string, limits: MemoryLimits): void {
  const given = Object.values(limits).filter((limit) => limit !== undefined);
  if (given.length === 0) throw new ControlRefusedError(guest, 'no limit of memory is given');
  const wrong = given.find((limit) => limit !== null && !(Number.isSafeInteger(limit) && limit >= 0));
  if (wrong !== undefined)
    throw new ControlRefusedError(
      guest,
      `${wrong} is not a valid limit of memory: it takes whole bytes, or null`,
    );
}

/** In version 1 the hard limit is never above that of memory and swap: one that rises above the old one goes second. */
function inOrder(limits: MemoryLimits, { swapHardLimitBytes: swap }: MemoryParameters): readonly Limit[] {
  const order: readonly Limit[] = [
    'hardLimitBytes',
    'swapHardLimitBytes',
    'softLimitBytes',
    'minGuaranteeBytes',
  ];
  const given = order.filter((limit) => limits[limit] !== undefined);
  const { hardLimitBytes: hard } = limits;
  const isSecond = typeof swap === 'number' && hard !== undefined && (hard === null || hard > swap);
  return isSecond ? given.toReversed() : given;
}

function changeOf(version: 1 | 2, limit: Limit, bytes: number | null): GroupChange {
  const [file, property] = FILES[version][limit];
  const none = version === 1 ? '-1' : 'max';
  return {
    file,
    text: bytes === null ? none : String(bytes),
    properties: property === undefined ? undefined : [`${property}=${bytes ?? 'infinity'}`],
  };
}
