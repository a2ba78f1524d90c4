import { describe, expect, it } from 'vitest';
import { encodeHvMonitor } from '../../../src/formats/hv-monitor/hv-monitor.js';
import { statusOf } from '../../../src/formats/hv-monitor/status.js';
import { GUEST, guestSnapshot, snapshotOf } from '../rich-snapshot.js';

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
    expect(statusOf({ runState })).toBe(status);
  });

  it(`counts as ${count}`, () => {
    const guest = guestSnapshot({ qemu: { ...GUEST, runState } });
    const { totals } = encodeHvMonitor(snapshotOf(guest)).data;
    const { nostate, on, blocked, paused, off_soft, off_hard, crashed, pmsuspended, off, unknown } = totals;
    const counts = { nostate, on, blocked, paused, off_soft, off_hard, crashed, pmsuspended, off, unknown };
    expect(Object.entries(counts).filter(([, figure]) => figure !== 0)).toEqual([[count, 1]]);
  });
});

describe('a state that only a later QEMU has', () => {
  it('is running when QEMU says that the guest runs', () => {
    expect(statusOf({ runState: 'dreaming', isRunning: true })).toBe(1);
    expect(statusOf({ runState: 'dreaming', isRunning: false })).toBe(9);
  });

  it('leaves the memory that the guest uses known while it runs', () => {
    const qemu = { ...GUEST, runState: 'dreaming', isRunning: true };
    const { VMs } = encodeHvMonitor(snapshotOf(guestSnapshot({ name: 'a', qemu }))).data;
    expect(VMs.a).toMatchObject({ status_int: 1, mem_use: 800_000_000 });
  });
});

describe('a guest that is not there', () => {
  const absent = (name: string) =>
    guestSnapshot({
      name,
      qemu: undefined,
      linux: undefined,
      problem: { kind: 'absent', message: `${name}: the configuration names it` },
    });

  it('is shut off, and counted so', () => {
    const { VMs, totals } = encodeHvMonitor(snapshotOf(absent('a'), guestSnapshot({ name: 'b' }))).data;
    expect([VMs.a?.status_int, VMs.b?.status_int]).toEqual([5, 1]);
    expect(totals).toMatchObject({ off_hard: 1, on: 1, unknown: 0 });
  });

  it('is not a guest that failed to answer', () => {
    expect(encodeHvMonitor(snapshotOf(absent('a')))).toMatchObject({ error: 0, errorString: '' });
    const problem = { kind: 'busy', message: 'held' } as const;
    const held = guestSnapshot({ name: 'b', qemu: undefined, problem });
    const record = encodeHvMonitor(snapshotOf(absent('a'), held));
    expect(record).toMatchObject({ error: 1, errorString: 'none of 1 guests answered: held' });
  });
});
