import { describe, expect, it } from 'vitest';
import { EventFinder } from '../../src/model/event-finder.js';
import { EventLog } from '../../src/model/event-log.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { WEB as MEASURED } from '../serve/web-guest.js';

const { uuid, pid } = MEASURED;
const WEB: GuestSnapshot = { ...MEASURED, name: 'web' };
const HUNG: GuestSnapshot = {
  ...WEB,
  qemu: undefined,
  problem: { kind: 'hung', message: 'no answer' },
  memory: { ...WEB.memory, verdict: 'hung' },
};
const PAUSED: GuestSnapshot = {
  ...WEB,
  qemu: WEB.qemu && { ...WEB.qemu, runState: 'paused' },
  memory: { ...WEB.memory, verdict: 'paused', explanation: 'the guest does not run' },
};

const snapshotOf = (...guests: readonly GuestSnapshot[]): Snapshot => ({
  takenAtSeconds: 1_800_000_000,
  host: { memoryBytes: undefined },
  guests,
  warnings: [],
});

/** The events of the last of these snapshots, without whose they are. */
function lastEvents(...snapshots: readonly Snapshot[]) {
  const finder = new EventFinder();
  const found = snapshots.map((snapshot) => finder.find(snapshot)).at(-1) ?? [];
  return found.map(({ guest, uuid: id, pid: number, ...event }) => {
    expect([guest, id, number]).toEqual(['web', uuid, pid]);
    return event;
  });
}

describe('the events of two snapshots', () => {
  it('are none for the guests with which the daemon begins, nor for what stays', () => {
    expect(lastEvents(snapshotOf(WEB))).toEqual([]);
    expect(lastEvents(snapshotOf(WEB), snapshotOf(WEB))).toEqual([]);
    expect(lastEvents(snapshotOf(HUNG), snapshotOf(HUNG))).toEqual([]);
  });

  it('say which guests came and went', () => {
    expect(lastEvents(snapshotOf(), snapshotOf(WEB))).toEqual([{ kind: 'came' }]);
    expect(lastEvents(snapshotOf(WEB), snapshotOf())).toEqual([{ kind: 'went' }]);
    const began = { kind: 'problem-began', to: 'hung', message: 'no answer' };
    expect(lastEvents(snapshotOf(), snapshotOf(HUNG))).toEqual([{ kind: 'came' }, began]);
    expect(lastEvents(snapshotOf(), snapshotOf({ ...HUNG, isNeverSeen: true }))).toEqual([]);
  });

  it('say how the state and the verdict changed', () => {
    expect(lastEvents(snapshotOf(WEB), snapshotOf(PAUSED))).toEqual([
      { kind: 'state', from: 'running', to: 'paused' },
      { kind: 'verdict', from: 'ok', to: 'paused', message: 'the guest does not run' },
    ]);
  });

  it('say when a problem began, turned into another, and ended', () => {
    const began = { kind: 'problem-began', to: 'hung', message: 'no answer' };
    expect(lastEvents(snapshotOf(WEB), snapshotOf(HUNG))).toEqual([began]);
    const busy: GuestSnapshot = { ...HUNG, problem: { kind: 'busy', message: 'another client' } };
    expect(lastEvents(snapshotOf(busy), snapshotOf(HUNG))).toEqual([
      { kind: 'problem-ended', from: 'busy' },
      began,
    ]);
    expect(lastEvents(snapshotOf(HUNG), snapshotOf(WEB))).toEqual([{ kind: 'problem-ended', from: 'hung' }]);
  });

  it('find a change that happened while the guest was silent', () => {
    expect(lastEvents(snapshotOf(WEB), snapshotOf(HUNG), snapshotOf(PAUSED))).toEqual([
      { kind: 'problem-ended', from: 'hung' },
      { kind: 'state', from: 'running', to: 'paused' },
      { kind: 'verdict', from: 'ok', to: 'paused', message: 'the guest does not run' },
    ]);
  });

  it('are also those of QEMU itself, at the time that it says', () => {
    const events = { events: [{ name: 'STOP', atSeconds: 17, data: '' }], dropped: 3 };
    expect(lastEvents(snapshotOf(WEB), snapshotOf({ ...WEB, events }))).toEqual([
      { kind: 'qemu', name: 'STOP', atSeconds: 17, message: '' },
      { kind: 'qemu', name: 'others', message: '3 more events' },
    ]);
  });

  it('say why another session began', () => {
    const again = { ...WEB, session: { id: 99, beganAtSeconds: 0, reason: 'the guest was reset' } };
    expect(lastEvents(snapshotOf(WEB), snapshotOf(again))).toEqual([
      { kind: 'session', message: 'the guest was reset' },
    ]);
  });
});

describe('the log of events', () => {
  it('numbers them, and keeps the last ones', () => {
    const log = new EventLog(3);
    expect([log.first, log.last, log.after(0, 10)]).toEqual([1, 0, []]);
    for (const guest of ['a', 'b', 'a', 'b', 'a']) log.add(7, [{ kind: 'came', guest }]);
    expect([log.first, log.last]).toEqual([3, 5]);
    expect(log.after(0, 10).map(({ number, guest }) => [number, guest])).toEqual([
      [3, 'a'],
      [4, 'b'],
      [5, 'a'],
    ]);
    expect(log.after(3, 1)).toEqual([{ number: 4, atSeconds: 7, kind: 'came', guest: 'b' }]);
    expect(log.after(0, 10, 'b')).toHaveLength(1);
    expect(log.after(5, 10)).toEqual([]);
  });
});
