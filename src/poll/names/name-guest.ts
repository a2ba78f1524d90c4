import { nameTarget, socketOf } from '../../discover/name-target.js';
import type { GivenNames } from '../../discover/named-monitor.js';
import type { Target } from '../../discover/target.js';
import type { GuestSnapshot } from '../../model/snapshot.js';

/** Takes an expected name for the last name of a guest whose socket's file has it: that is what the user calls it. */
export function withExpectedName(
  target: Target,
  given: GivenNames | undefined,
  expected: { has(name: string): boolean },
): GivenNames | undefined {
  if (!target.isNamed || given?.name !== undefined || given?.lastName !== undefined) return given;
  const name = nameTarget(target, undefined);
  return expected.has(name) ? { lastName: name } : given;
}

/**
 * Names a guest by what a user has given: a name always counts, and the last name while nothing shows the guest's own. A guest
 * that has neither, and of which neither QEMU nor /proc shows anything, is marked as never seen.
 */
export function nameByGiven(
  guest: GuestSnapshot,
  target: Target,
  given: GivenNames | undefined,
): GuestSnapshot {
  if (given?.name !== undefined) return { ...guest, name: given.name };
  const isSeen = guest.qemu !== undefined || guest.lastGood !== undefined;
  if (isSeen || target.process !== undefined) {
    // A process without a name on its command line is not known by its socket's file alone.
    const hasOwn = isSeen || target.process?.commandLine.name !== undefined;
    return hasOwn || given?.lastName === undefined ? guest : { ...guest, name: given.lastName };
  }
  if (given?.lastName !== undefined) return { ...guest, name: given.lastName };
  return target.isNamed ? { ...guest, name: socketOf(target) ?? guest.name, isNeverSeen: true } : guest;
}
