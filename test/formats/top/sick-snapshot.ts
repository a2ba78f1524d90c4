import type { GuestEvent } from '../../../src/model/guest-event.js';
import { judgeMemory } from '../../../src/model/guest-memory.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { AFTER, MOVING_GUEST, MOVING_PROCESS } from '../moving-snapshot.js';
import { DISK, guestSnapshot } from '../rich-snapshot.js';

// Times of the day are in golden files.
process.env.TZ = 'UTC';

const NOW = AFTER.takenAtSeconds;
const [WEB] = AFTER.guests;
if (WEB?.rates === undefined) throw new Error('no guest with rates');

const STOPPED = {
  kind: 'stopped',
  message: 'QEMU is stopped by SIGSTOP: kill -CONT 7 resumes it',
} as const;

/** A QEMU that was stopped after it had answered. */
export const STOPPED_GUEST: GuestSnapshot = {
  ...WEB,
  ...{ name: 'stopped', pid: 7, problem: STOPPED, qemu: undefined },
  linux: { ...MOVING_PROCESS, pid: 7, state: 'T' },
  memory: judgeMemory(undefined, STOPPED),
  lastGood: { qemu: MOVING_GUEST, ageSeconds: 4 },
};

/** Its storage is full, which has stopped it. */
export const FULL_GUEST: GuestSnapshot = guestSnapshot({
  ...{ name: 'full', pid: 8, linux: { ...MOVING_PROCESS, pid: 8 } },
  qemu: {
    ...MOVING_GUEST,
    runState: 'io-error',
    isRunning: false,
    disks: [{ ...DISK, image: DISK.image && { ...DISK.image, ioStatus: 'nospace' } }],
  },
});

/** It swaps, waits for CPUs, and its I/O fails. */
export const BUSY_GUEST: GuestSnapshot = {
  ...WEB,
  ...{ name: 'busy', pid: 9, linux: { ...MOVING_PROCESS, pid: 9, state: 'D', swapBytes: 4096 } },
  rates: {
    ...WEB.rates,
    threads: WEB.rates.threads?.map((thread) => ({ ...thread, waitRatio: 0.3 })),
    disks: WEB.rates.disks?.map((disk) => ({
      ...disk,
      perSecond: { ...disk.perSecond, failedWrites: 2 },
      writeLatencySeconds: 0.7,
    })),
    report: { 'stat-swap-in': 4096, 'stat-swap-out': 2 ** 21, 'stat-major-faults': 12 },
    cgroup: { usageSeconds: 2, periods: 10, throttledPeriods: 9, throttledSeconds: 1 },
  },
};

/** Whatever hurts, with a guest that is well. */
export const SICK: Snapshot = {
  ...AFTER,
  guests: [WEB, BUSY_GUEST, FULL_GUEST, STOPPED_GUEST],
  warnings: ['2 guests are named web: their names got a suffix each'],
};

/** Newest first. */
export const EVENTS: readonly GuestEvent[] = [
  event({ kind: 'problem-began', guest: 'stopped', to: 'stopped', message: STOPPED.message }),
  event({ kind: 'state', guest: 'full', from: 'running', to: 'io-error' }),
  event({ kind: 'qemu', guest: 'full', name: 'BLOCK_IO_ERROR', message: '{"device":"drive-virtio0"}' }),
  event({ kind: 'verdict', guest: 'web1', from: 'stale', to: 'ok' }),
  event({ kind: 'problem-ended', guest: 'web1', from: 'busy' }),
  event({ kind: 'session', guest: 'web1', message: 'the guest was reset' }),
  event({ kind: 'went', guest: 'old\u001b[2J' }),
  { ...event({ kind: 'came', guest: 'web1' }), atSeconds: NOW - 90_000 },
].map((one, at) => ({ ...one, number: 8 - at, atSeconds: one.atSeconds - 60 * at }));

function event(found: Omit<GuestEvent, 'number' | 'atSeconds'>): GuestEvent {
  return { ...found, number: 0, atSeconds: NOW - 3 };
}
