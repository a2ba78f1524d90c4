import { describe, expect, it } from 'vitest';
import { ProblemLog } from '../../../src/cli/stream/problem-log.js';
import type { ProblemKind } from '../../../src/model/problem.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';

const BUSY = { problem: { kind: 'busy', message: 'unix:/a: it serves another client' } } as const;

/** The lines that each of the snapshots logged. */
function log(...snapshots: readonly Snapshot[]): readonly (readonly string[])[] {
  let lines: string[] = [];
  const problems = new ProblemLog((line) => lines.push(line));
  return snapshots.map((snapshot) => {
    lines = [];
    problems.update(snapshot);
    return lines;
  });
}

function snapshotOf(
  guests: readonly GuestSnapshot[],
  takenAtSeconds = 0,
  warnings: readonly string[] = [],
): Snapshot {
  return { takenAtSeconds, host: { memoryBytes: undefined }, guests, warnings };
}

function guest(name: string, parts: Partial<GuestSnapshot> = {}): GuestSnapshot {
  return {
    name,
    uuid: undefined,
    pid: undefined,
    socket: undefined,
    problem: undefined,
    qemu: undefined,
    linux: undefined,
    memory: {
      verdict: 'failed',
      usedBytes: undefined,
      lastUsedBytes: undefined,
      totalBytes: undefined,
      ageSeconds: undefined,
      explanation: '',
      advice: '',
    },
    nics: [],
    agent: undefined,
    ...parts,
  };
}

function withFailure(part: string, why: string): GuestSnapshot['qemu'] {
  return {
    name: undefined,
    uuid: undefined,
    runState: 'running',
    vcpus: undefined,
    memory: undefined,
    balloon: undefined,
    disks: undefined,
    nics: undefined,
    display: undefined,
    takenAtSeconds: 0,
    failures: [{ part, why }],
  };
}

describe('a problem', () => {
  it('is logged when it begins and when it ends, and not in between', () => {
    const ill = snapshotOf([guest('web', BUSY)]);
    const well = snapshotOf([guest('web')]);
    expect(log(well, ill, ill, ill, well, well, ill)).toEqual([
      [],
      ['web: unix:/a: it serves another client'],
      [],
      [],
      ['web: answers again'],
      [],
      ['web: unix:/a: it serves another client'],
    ]);
  });

  it('that turns into another is logged as the other', () => {
    const of = (kind: ProblemKind, message: string) =>
      snapshotOf([guest('web', { problem: { kind, message } })]);
    expect(log(of('busy', 'b 1'), of('busy', 'b 2'), of('hung', 'h'), snapshotOf([guest('web')]))).toEqual([
      ['web: b 1'],
      [],
      ['web: h'],
      ['web: answers again'],
    ]);
  });

  it('of a part of a guest is logged with the part', () => {
    const of = (why: string) => snapshotOf([guest('web', { qemu: withFailure('disks', why) })]);
    expect(
      log(of('no answer within 1990 ms'), of('no answer within 1991 ms'), snapshotOf([guest('web')])),
    ).toEqual([['web: disks: no answer within 1990 ms'], [], ['web: disks: available again']]);
  });

  it('ends with its guest, in one line', () => {
    const ill = snapshotOf([guest('web', { ...BUSY, qemu: withFailure('disks', 'x') })]);
    expect(log(ill, snapshotOf([]), snapshotOf([]))[1]).toEqual(['web: the guest is gone']);
    expect(log(ill, snapshotOf([]), snapshotOf([]))[2]).toEqual([]);
  });

  it('of the whole is logged too', () => {
    const warned = snapshotOf([], 0, ['2 guests are named web: their names got a suffix each']);
    expect(log(warned, warned, snapshotOf([]))).toEqual([
      ['2 guests are named web: their names got a suffix each'],
      [],
      ['resolved: 2 guests are named web: their names got a suffix each'],
    ]);
  });

  it('may log as many lines a minute as a person reads; the rest is counted', () => {
    const all = (parts: object) => Array.from({ length: 100 }, (_, at) => guest(`vm${at}`, parts));
    const logged = log(snapshotOf(all(BUSY), 60), snapshotOf(all({}), 61), snapshotOf(all(BUSY), 120));
    expect(logged.map((lines) => lines.length)).toEqual([60, 0, 61]);
    expect(logged[2]?.[0]).toBe(
      '140 more problems began or ended within a minute: qgauge ls lists the current ones',
    );
  });

  it('logs a name without control characters', () => {
    expect(log(snapshotOf([guest('\u001b[31mweb', BUSY)]))[0]).toEqual([
      '?[31mweb: unix:/a: it serves another client',
    ]);
  });
});
