import type { DiskCounters } from '../../model/disk.js';
import { FAILED } from '../../model/guest-rates.js';
import type { DiskRates } from '../../model/rates.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { plus, sumOfKnown } from './figures.js';

const NANOSECONDS = 1e9;

/** The growth of a counter of all disks of a guest per second. One that was added since the last sweep has none yet. */
export function diskTraffic(guest: GuestSnapshot, counter: keyof DiskCounters): number | undefined {
  return sumOfKnown(ratesOf(guest)?.map(({ perSecond }) => perSecond[counter]));
}

/** Operations in progress of all disks of a guest, the mean. */
export function diskQueue(guest: GuestSnapshot): number | undefined {
  return sumOfKnown(ratesOf(guest)?.map(({ queueDepth }) => queueDepth));
}

/** `undefined` until one of the guest's disks has rates; empty for a guest without disks. */
function ratesOf({ qemu, rates }: GuestSnapshot): readonly DiskRates[] | undefined {
  const disks = rates?.disks;
  return disks?.length === 0 && qemu?.disks?.length !== 0 ? undefined : disks;
}

type Operation = 'read' | 'write' | 'flush';

/** The mean time of these operations of all disks of a guest; `undefined` when none has ended. */
export function diskLatency({ rates }: GuestSnapshot, operations: readonly Operation[]): number | undefined {
  const sum = (of: (perSecond: DiskRates['perSecond'], operation: Operation) => number | undefined) =>
    sumOfKnown(
      rates?.disks?.flatMap(({ perSecond }) => operations.map((operation) => of(perSecond, operation))),
    );
  const nanoseconds = sum((perSecond, operation) => perSecond[`${operation}Nanoseconds`]);
  // The times of QEMU include failed operations, its counts of operations do not.
  const good = sum((perSecond, operation) => perSecond[`${operation}Operations`]);
  const failed = sum((perSecond, operation) => perSecond[FAILED[operation]] ?? 0);
  const ended = plus(good, failed);
  return nanoseconds === undefined || !ended ? undefined : nanoseconds / ended / NANOSECONDS;
}

/** Operations that failed, of every kind; `undefined` when QEMU counts none. */
export function failedOf(
  counters: { readonly [Each in (typeof FAILED)[Operation]]?: number | undefined } | undefined,
): number | undefined {
  return sumOfKnown(counters && Object.values(FAILED).map((name) => counters[name]));
}
