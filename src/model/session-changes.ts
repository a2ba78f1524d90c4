import { byUniqueKey } from './counters.js';
import type { DiskCounters } from './disk.js';
import type { QemuSample, Vcpu } from './qemu-sample.js';
import type { RunState } from './run-state.js';

/** States that end with a new session, and what has happened when the guest leaves them. */
const ENDS: ReadonlyMap<RunState, string> = new Map([
  ['inmigrate', 'the guest arrived by migration'],
  ['restore-vm', 'the guest was restored from a snapshot'],
  ['suspended', 'the guest has woken up'],
]);
const DOWN: ReadonlySet<RunState> = new Set(['shutdown', 'guest-panicked', 'internal-error']);
/** Statistics that never decrease while a guest runs (virtio 1.2, section 5.5.6.3). */
const GUEST_COUNTERS = [
  'stat-swap-in',
  'stat-swap-out',
  'stat-major-faults',
  'stat-minor-faults',
  'stat-oom-kills',
] as const;

/**
 * Detects a new session between two samples without QEMU's events: by the run state, and by counters that stepped back. A
 * reset that leaves no counter below its old value is not detected, and harms no rate.
 *
 * @param bornSeconds when the session began, seconds since the epoch; 0 when unknown
 * @returns what has happened, for people; `undefined` when the session continues
 */
export function findNewSession(before: QemuSample, now: QemuSample, bornSeconds = 0): string | undefined {
  if (areOfOther(before.vcpus, now.vcpus)) return 'another QEMU answers';
  return byState(before.runState, now.runState) ?? byCounters(before, now, bornSeconds);
}

/** Whether these are vCPUs of two QEMUs, which have no thread in common. False when either has no vCPUs. */
export function areOfOther(before: readonly Vcpu[] = [], now: readonly Vcpu[] = []): boolean {
  const known = new Set(before.map(({ threadId }) => threadId));
  return known.size > 0 && now.length > 0 && !now.some(({ threadId }) => known.has(threadId));
}

function byState(before: RunState | undefined, now: RunState | undefined): string | undefined {
  if (before === undefined || now === undefined || before === now) return undefined;
  if (DOWN.has(before) && !DOWN.has(now)) return 'the guest was reset after it had gone down';
  // A reset takes a machine that does not run back to its initial state.
  if (now === 'prelaunch') return 'the guest was reset';
  return ENDS.get(before);
}

function byCounters(before: QemuSample, now: QemuSample, bornSeconds: number): string | undefined {
  if (reportSteppedBack(before, now, bornSeconds)) return "the guest's counters stepped back: it was reset";
  return disksSteppedBack(before, now) ? "its disks' counters stepped back" : undefined;
}

function reportSteppedBack(before: QemuSample, now: QemuSample, bornSeconds: number): boolean {
  const [old, fresh] = [before.balloon?.report, now.balloon?.report];
  if (old === undefined || fresh === undefined) return false;
  // A report of the previous session stays until the next one: that step back has been reported already.
  if (old.lastUpdateSeconds <= bornSeconds) return false;
  // QEMU 10.0 and later clear the report when a guest is reset.
  if (old.lastUpdateSeconds > 0 && fresh.lastUpdateSeconds === 0) return true;
  return GUEST_COUNTERS.some((stat) => {
    const [was, is] = [old.supplied[stat], fresh.supplied[stat]];
    return was !== undefined && is !== undefined && is < was;
  });
}

function disksSteppedBack(before: QemuSample, now: QemuSample): boolean {
  const known = byUniqueKey(before.disks ?? [], ({ name }) => name);
  return [...byUniqueKey(now.disks ?? [], ({ name }) => name)].some(([name, { counters }]) => {
    const was = known.get(name)?.counters;
    return was !== undefined && COUNTED.some((key) => isLess(counters[key], was[key]));
  });
}

const COUNTED = [
  'readBytes',
  'readOperations',
  'writeBytes',
  'writeOperations',
  'flushOperations',
] as const satisfies readonly (keyof DiskCounters)[];

function isLess(now: number | undefined, before: number | undefined): boolean {
  return now !== undefined && before !== undefined && now < before;
}
