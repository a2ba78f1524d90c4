import { describe, expect, it } from 'vitest';
import { encodeHvMonitor } from '../../src/encode/hv-monitor.js';
import { statusOf } from '../../src/encode/hv-monitor-status.js';
import { GUEST, guestSnapshot, snapshotOf } from './rich-snapshot.js';

const STATES = [
  ['running', 1, 'on'],
  ['paused', 3, 'paused'],
  ['prelaunch', 3, 'paused'],
  ['preconfig', 3, 'paused'],
  ['inmigrate', 3, 'paused'],
  ['postmigrate', 3, 'paused'],
  ['finish-migrate', 3, 'paused'],
  ['restore-vm', 3, 'paused'],
  ['save-vm', 3, 'paused'],
  ['debug', 3, 'paused'],
  ['watchdog', 3, 'paused'],
  ['colo', 3, 'paused'],
  ['io-error', 3, 'paused'],
  ['shutdown', 4, 'off_soft'],
  ['guest-panicked', 6, 'crashed'],
  ['internal-error', 6, 'crashed'],
  ['suspended', 7, 'pmsuspended'],
  ['dreaming', 9, 'unknown'],
  ['', 9, 'unknown'],
  ['constructor', 9, 'unknown'],
  [undefined, 9, 'unknown'],
] as const;

describe.each(STATES)('the run state %s', (runState, status, count) => {
  it(`is the status ${status}`, () => {
    expect(statusOf(runState)).toBe(status);
  });

  it(`counts as ${count}`, () => {
    const guest = guestSnapshot({ guest: { ...GUEST, runState } });
    const { totals } = encodeHvMonitor(snapshotOf(guest)).data;
    const { nostate, on, blocked, paused, off_soft, off_hard, crashed, pmsuspended, off, unknown } = totals;
    const counts = { nostate, on, blocked, paused, off_soft, off_hard, crashed, pmsuspended, off, unknown };
    expect(Object.entries(counts).filter(([, figure]) => figure !== 0)).toEqual([[count, 1]]);
  });
});
