import { describe, expect, it } from 'vitest';
import { PROBLEMS_SCREEN } from '../../../src/formats/top/problems-screen.js';
import { topSourceOf } from '../../../src/formats/top/screens.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { lineText } from '../../../src/support/styled-text.js';
import { expectGolden } from '../golden.js';
import { AFTER } from '../moving-snapshot.js';
import { GUEST, guestSnapshot, snapshotOf } from '../rich-snapshot.js';
import { EVENTS, SICK, STOPPED_GUEST } from './sick-snapshot.js';

function problemsOf(snapshot: Snapshot, events = EVENTS) {
  const rows = PROBLEMS_SCREEN.view({}).rowsOf(topSourceOf(snapshot, { events }));
  return rows.rows.map((row) => rows.figuresOf(row));
}

describe('what is wrong', () => {
  it('is the golden screen, above what has happened', async () => {
    const rows = PROBLEMS_SCREEN.view({}).rowsOf(topSourceOf(SICK, { events: EVENTS }));
    const { headings, rows: lines } = rows.layout(0, rows.total, { width: 120 });
    await expectGolden(`${[headings, ...lines].map(lineText).join('\n')}\n`, 'top-problems-sick-120.txt');
  });

  it('begins with a guest that was stopped, with the reason and what to do', () => {
    const [first] = problemsOf(SICK);
    expect(first).toEqual({
      ...{ severity: 'broken', kind: 'stopped', guest: 'stopped', since: 3 },
      what: 'QEMU is stopped by SIGSTOP: kill -CONT 7 resumes it',
    });
  });

  it('is sorted by how bad it is, whatever the order of the guests', () => {
    const kinds = problemsOf({ ...SICK, guests: SICK.guests.toReversed() }).map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).toEqual(['stopped', 'io-error', 'disk', 'warning']);
  });

  it('began with the last answer where no event tells', () => {
    expect(problemsOf(SICK, [])[0]).toMatchObject({ kind: 'stopped', since: 4 });
    const neverAnswered = { ...STOPPED_GUEST, lastGood: undefined };
    expect(problemsOf(snapshotOf(neverAnswered), [])[0]).toMatchObject({ kind: 'stopped', since: undefined });
  });

  it('is a broken verdict with its advice, and a part that did not answer', () => {
    const { memory } = guestSnapshot({});
    const stale = {
      ...memory,
      verdict: 'stale',
      explanation: 'it is old',
      advice: 'Reload it.',
      ageSeconds: 61,
    };
    const guest = guestSnapshot({
      qemu: { ...GUEST, failures: [{ part: 'disks', why: 'no reply' }] },
      memory: { ...stale, verdict: 'stale' },
    });
    expect(problemsOf(snapshotOf(guest), [])).toEqual([
      { severity: 'broken', kind: 'stale', guest: 'web1', since: 61, what: 'it is old. Reload it.' },
      { severity: 'notice', kind: 'part', guest: 'web1', since: undefined, what: 'disks: no reply' },
    ]);
  });

  it('is no disk whose guest goes on, though QEMU keeps its status', () => {
    const [, , full] = SICK.guests;
    const goesOn = full && {
      ...full,
      qemu: full.qemu && { ...full.qemu, runState: 'running', isRunning: true },
    };
    expect(problemsOf({ ...SICK, guests: goesOn ? [goesOn] : [], warnings: [] }, [])).toEqual([]);
  });

  it('is what could not be read of the host', () => {
    const { host } = AFTER;
    const failures = [{ part: 'pressure', why: 'not permitted' }];
    const sample = host.sample && { ...host.sample, failures };
    expect(problemsOf({ ...SICK, host: { ...host, sample }, guests: [], warnings: [] }, [])).toEqual([
      {
        severity: 'notice',
        kind: 'host',
        guest: undefined,
        since: undefined,
        what: 'pressure: not permitted',
      },
    ]);
  });
});

describe('an event', () => {
  const rows = PROBLEMS_SCREEN.view({ filter: 'severity:event' }).rowsOf(
    topSourceOf(SICK, { events: EVENTS }),
  );

  it('belongs to its guest, if that is still there', () => {
    expect(rows.rows.map(({ guest }) => guest?.name)).toEqual([
      ...['stopped', 'full', 'full', 'web1', 'web1', 'web1', undefined, 'web1'],
    ]);
  });

  it('is found by how long ago it was', () => {
    const recent = PROBLEMS_SCREEN.view({ filter: 'severity:event since<2m' });
    expect(recent.rowsOf(topSourceOf(SICK, { events: EVENTS })).rows).toHaveLength(2);
  });
});
