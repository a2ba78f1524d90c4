import type { IoLimits, Limits } from './block-device.js';

/** The limits to change; null: no limit. What is not given stays, unless it would contradict what is. */
export interface IoLimitChanges {
  readonly bytesPerSecond?: Partial<Limits> | undefined;
  readonly operationsPerSecond?: Partial<Limits> | undefined;
  /** The rate of a burst. */
  readonly burstBytesPerSecond?: Partial<Limits> | undefined;
  readonly burstOperationsPerSecond?: Partial<Limits> | undefined;
  /** How long a burst may last, in seconds. */
  readonly burstBytesSeconds?: Partial<Limits> | undefined;
  readonly burstOperationsSeconds?: Partial<Limits> | undefined;
  readonly operationBytes?: number | null | undefined;
  /** Devices of one group share the limits. */
  readonly group?: string | undefined;
}

/** A rate, its burst and how long that lasts, by the names of their members. */
const KINDS = [
  ['bytesPerSecond', 'burstBytesPerSecond', 'burstBytesSeconds', 'bytes a second'],
  ['operationsPerSecond', 'burstOperationsPerSecond', 'burstOperationsSeconds', 'operations a second'],
] as const;
const WHICH = ['total', 'read', 'write'] as const;

/**
 * The limits of a device after a change. A new limit on reads and writes together replaces those on each of them, and the other
 * way round; without a rate there is no burst, and without a burst no length.
 */
export function changeLimits(now: IoLimits, changes: IoLimitChanges): IoLimits {
  const changed = { ...now };
  for (const [rate, burst, length] of KINDS) {
    const rates = merge(now[rate], changes[rate]);
    const bursts = merge(now[burst], changes[burst], rates, changes[rate]);
    changed[rate] = rates;
    changed[burst] = bursts;
    changed[length] = merge(now[length], changes[length], bursts, changes[burst] ?? changes[rate]);
  }
  const { operationBytes = now.operationBytes, group = now.group } = changes;
  return { ...changed, operationBytes, group };
}

/** @param base what this depends on, and the changes of that: what loses its base goes with it */
function merge(
  now: Limits,
  changes: Partial<Limits> = {},
  base?: Limits,
  baseChanges?: Partial<Limits>,
): Limits {
  const isSet = (value: number | null | undefined) => value !== undefined && value !== null;
  const replacesEach = isSet(changes.total);
  const replacesTotal = isSet(changes.read) || isSet(changes.write);
  const kept = {
    total: replacesTotal ? null : now.total,
    read: replacesEach ? null : now.read,
    write: replacesEach ? null : now.write,
  };
  const lost = (which: keyof Limits) =>
    baseChanges !== undefined && base !== undefined && !isSet(base[which]);
  const value = (which: keyof Limits) => {
    const given = changes[which];
    if (given !== undefined) return given;
    return lost(which) ? null : kept[which];
  };
  return { total: value('total'), read: value('read'), write: value('write') };
}

/** Why QEMU would refuse these limits; `undefined` where it would not. */
export function whyNotLimits(limits: IoLimits): string | undefined {
  for (const [rate, burst, length, what] of KINDS) {
    for (const member of [rate, burst]) {
      const { total, read, write } = limits[member];
      if (total && (read || write))
        return `a limit on reads and writes together excludes one on either (${what}): give the one or the other`;
    }
    for (const which of WHICH) {
      const [most, base, seconds] = [limits[burst][which], limits[rate][which], limits[length][which]];
      if (most && !base) return `a burst needs a limit that it exceeds (${which}, ${what})`;
      if (most && base && most < base)
        return `a burst of ${most} is below the limit of ${base} (${which}, ${what})`;
      if (seconds && seconds > 1 && !most)
        return `a burst needs a rate, not a length alone (${which}, ${what})`;
    }
  }
  return undefined;
}

/** Whether no value is below 0 or a fraction. */
export function areWhole(limits: IoLimits): boolean {
  const of = (each: Limits) => [each.total, each.read, each.write];
  const values = KINDS.flatMap(([rate, burst, length]) =>
    [rate, burst, length].flatMap((name) => of(limits[name])),
  );
  return [...values, limits.operationBytes].every(
    (value) => value === null || value === undefined || (Number.isSafeInteger(value) && value >= 0),
  );
}
