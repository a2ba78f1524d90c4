import { expect, it } from 'vitest';
import { guestRates } from '../../../src/model/guest-rates.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { disk, EPOCH, judge, only, reportOf, silent, world } from './true-sweeps.js';

it('finds nothing in a snapshot that is true', () => {
  expect(judge(world().truth.lives)).toEqual([]);
});

it('finds a missing guest', () => {
  const { truth, real } = world();
  expect(
    judge(
      truth.lives,
      only(real, () => undefined),
    ),
  ).toEqual(['missing: real: real is 0 times in the snapshot, and healthy']);
});

it('finds a missing guest, unless it may be gone already', () => {
  const { truth, real } = world();
  const trouble = truth.trouble(real, 'kill -9', { answers: 'some', problems: ['gone'] });
  Object.assign(trouble, { beganMs: (EPOCH + 12.5) * 1000 });
  const missing = only(real, () => undefined);
  expect(judge(truth.lives, missing)).toEqual([
    'missing: real: real is 0 times in the snapshot, and troubled',
  ]);
  real.endingMs = (EPOCH + 12.6) * 1000;
  expect(judge(truth.lives, missing)).toEqual([]);
});

it('finds a healthy guest that is shown as hung, unless the machine was overloaded', () => {
  const { truth, real } = world();
  const hung = only(real, silent('hung', 1));
  expect(judge(truth.lives, hung)).toEqual(['unhealthy: real: is shown as hung: why']);
  expect(judge(truth.lives, { ...hung, sweep: { starvedSeconds: 0.6 } })).toEqual([]);
});

it('finds a healthy guest that was not asked, unless the machine was overloaded', () => {
  const { truth, real } = world();
  const unasked = only(real, silent('late', 1));
  expect(judge(truth.lives, unasked)).toEqual(['unhealthy: real: is shown as late: why']);
  expect(judge(truth.lives, { ...unasked, sweep: { starvedSeconds: 0.6 } })).toEqual([]);
  const failed = only(real, silent('failed', 1));
  expect(judge(truth.lives, { ...failed, sweep: { starvedSeconds: 0.6 } })).toEqual([
    'unhealthy: real: is shown as failed: why',
  ]);
});

it('finds a guest that starts and is taken for another one, unless its end has begun', () => {
  const { truth, real } = world();
  real.bornMs = (EPOCH + 12) * 1000;
  const foreign = only(real, silent('foreign', 1));
  expect(judge(truth.lives, foreign)).toEqual(['unhealthy: real: is shown as foreign while it starts: why']);
  real.troubles.push({
    kind: 'kill -9',
    expects: { answers: 'some', problems: ['gone'] },
    beganMs: real.bornMs,
  });
  expect(judge(truth.lives, foreign)).toEqual([]);
});

it('finds a sweep that is late, and one that was skipped', () => {
  const { truth } = world();
  expect(judge(truth.lives, { self: { lateSeconds: 0.3, sweepSeconds: 0.8 } })).toEqual([
    'late: : sweep 4 ended 1100 ms after its time: late 300, sweep 800, discover 0, host 0, loopLate 0, starved 0',
  ]);
  expect(judge(truth.lives, { self: { missedSweeps: 2 } })).toEqual(['late: : 2 sweeps were skipped']);
  expect(judge(truth.lives, { self: { sweep: 6 } })).toEqual(['late: : sweep 6 came after 3']);
});

it('finds a skipped sweep unless the one before it ran over its time', () => {
  const { truth } = world();
  const self = { missedSweeps: 1 };
  const onTime = { sweepSeconds: 0.8 };
  expect(judge(truth.lives, { self, selfBefore: onTime })).toEqual(['late: : 1 sweeps were skipped']);
  const over = { sweepSeconds: 1.2, loopLateSeconds: 0.3 };
  expect(judge(truth.lives, { self, selfBefore: over })).toEqual([]);
});

it('finds a late sweep once, and not again in those that it has delayed', () => {
  const { truth } = world();
  const selfBefore = { sweepSeconds: 1.5, loopLateSeconds: 0.5 };
  const delayed = { lateSeconds: 0.5, sweepSeconds: 0.8 };
  expect(judge(truth.lives, { self: delayed, selfBefore })).toEqual([]);
  expect(judge(truth.lives, { self: { ...delayed, sweepSeconds: 1.2 }, selfBefore })).toHaveLength(1);
});

it('finds a counter that decreases within a session', () => {
  const { truth, real } = world();
  const stepped = only(real, (report) => ({
    ...report,
    qemu: report.qemu && { ...report.qemu, disks: [disk('disk-real', 5)] },
    linux: report.linux && { ...report.linux, userSeconds: 0.5 },
  }));
  expect(judge(truth.lives, stepped)).toEqual([
    'counter: real: process: userSeconds decreased from 1.2 to 0.5',
    'counter: real: disk-real: readBytes decreased from 1200 to 5',
  ]);
});

it('finds rates that are impossible', () => {
  const { truth, real } = world();
  const rated = (change: (rates: NonNullable<GuestSnapshot['rates']>) => object) =>
    only(real, (report) => {
      const rates = guestRates(reportOf(real, 12), report);
      return rates && { ...report, rates: { ...rates, ...change(rates) } };
    });
  expect(
    judge(
      truth.lives,
      rated(() => ({ process: { minorFaults: -1 } })),
    ),
  ).toEqual(['rate: real: rates.process.minorFaults is -1']);
  const threads = [{ id: 8, role: 'vcpu', of: 0, runRatio: 1.5, waitRatio: 0 }];
  expect(
    judge(
      truth.lives,
      rated(() => ({ threads })),
    ),
  ).toEqual(['rate: real: rates.threads.0.runRatio is 1.5, more than 1']);
  const process = { userSeconds: 9, systemSeconds: Number.NaN };
  expect(
    judge(
      truth.lives,
      rated(() => ({ process })),
    ),
  ).toEqual(['rate: real: rates.process.systemSeconds is not a number']);
  expect(
    judge(
      truth.lives,
      rated(() => ({ process: { userSeconds: 9 } })),
    ),
  ).toEqual(['rate: real: CPU: 9 a second over 1 s is beyond 2']);
  expect(
    judge(
      truth.lives,
      rated(() => ({ guestSeconds: 0.5 })),
    ),
  ).toEqual(['rate: real: rates over 0.5 s between answers that are 1 s apart']);
});

it('finds more than a disk can do', () => {
  const { truth, real } = world();
  const absurd = only(real, (report) => ({
    ...report,
    qemu: report.qemu && { ...report.qemu, disks: [disk('disk-real', 9000)] },
  }));
  expect(judge(truth.lives, absurd)).toEqual([
    'rate: real: disk-real read: 7800 a second over 1 s is beyond 1000',
  ]);
});

it('finds what belongs to another guest', () => {
  const { truth, real, mock } = world();
  const mixed = only(real, (report) => ({ ...report, qemu: reportOf(mock, 13).qemu }));
  expect(judge(truth.lives, mixed)).toEqual([
    "attribution: real: the answer's uuid is uuid-mocked, and that of real is uuid-real",
    "attribution: real: the answer's name is mocked, and that of real is real",
    'attribution: real: memory is 6291456, and that of real is 4194304',
    'attribution: real: disk is disk-mocked, and that of real is disk-real',
  ]);
  const threads = only(real, ({ qemu, ...report }) => ({
    ...report,
    qemu: qemu && { ...qemu, vcpus: [{ index: 0, threadId: 99 }] },
  }));
  expect(judge(truth.lives, threads)).toEqual([
    'attribution: real: vCPU threads is 99, and that of real is 7,8',
  ]);
  // The threads of a process that is being killed end one after the other.
  real.troubles.push({ kind: 'kill -9', expects: { answers: 'some', problems: ['gone'] }, beganMs: 0 });
  expect(judge(truth.lives, threads)).toEqual([]);
});

it('finds a reused pid under the name of the guest before', () => {
  const { truth, real } = world();
  const reused = only(real, (report) => ({
    ...report,
    linux: report.linux && { ...report.linux, startTicks: 71 },
  }));
  expect(judge(truth.lives, reused)).toEqual([
    'missing: real: real is 0 times in the snapshot, and healthy',
    'attribution: real: real (pid 7, uuid-real) is shown at unix:/real, and no such guest lives',
  ]);
});

it('finds a guest that is gone and still shown', () => {
  const { truth, real } = world();
  real.diedMs = (EPOCH + 12.5) * 1000;
  expect(judge(truth.lives)).toEqual([
    'attribution: real: pid 7 has ended, and is shown',
    'attribution: real: real (pid 7, uuid-real) is shown at unix:/real, and no such guest lives',
  ]);
});

it('finds the last answer of a guest that is gone at a socket that another guest has by now', () => {
  const { truth, mock } = world();
  mock.diedMs = (EPOCH + 12.5) * 1000;
  expect(judge(truth.lives, only(mock, silent('hung', 1)))).toEqual([
    'attribution: mocked: mocked (pid undefined, uuid-mocked) is shown at unix:/mocked, and no such guest lives',
  ]);
});

it('finds an old answer that is shown as a new one', () => {
  const { truth, real } = world();
  const stale = only(real, ({ qemu, ...report }) => ({
    ...report,
    qemu: qemu && { ...qemu, takenAtSeconds: EPOCH + 12 },
  }));
  expect(judge(truth.lives, stale)).toEqual(['stale: real: an answer of 900 ms before the sweep']);
});

it('finds an answer of a guest that cannot answer, and one that is shown as younger than its silence', () => {
  const { truth, real } = world();
  const trouble = truth.trouble(real, 'SIGSTOP', { answers: 'none', problems: ['stopped'] });
  Object.assign(trouble, { beganMs: (EPOCH + 11.2) * 1000, effectiveMs: (EPOCH + 11.3) * 1000 });
  expect(judge(truth.lives)).toEqual(['silent: real: answers during SIGSTOP']);
  expect(judge(truth.lives, only(real, silent('stopped', 2)))).toEqual([]);
  expect(judge(truth.lives, only(real, silent('stopped', 1)))).toEqual([
    'stale: real: an answer is shown as 1 s old after 1700 ms of silence',
  ]);
  expect(judge(truth.lives, only(real, silent('busy', 2)))).toEqual([
    'unhealthy: real: is shown as busy during SIGSTOP: why',
  ]);
});

it('allows a guest two sweeps after the end of its trouble', () => {
  const { truth, real } = world();
  const trouble = truth.trouble(real, 'SIGSTOP', { answers: 'none', problems: ['stopped'] });
  Object.assign(trouble, { beganMs: (EPOCH + 9) * 1000, endedMs: (EPOCH + 10.85) * 1000 });
  const stopped = only(real, silent('stopped', 9));
  expect(judge(truth.lives, stopped, [9, 10, 11, 12])).toEqual([]);
  expect(judge(truth.lives, stopped, [9, 10, 11, 12, 13])).toEqual([
    'unhealthy: real: is shown as stopped: why',
  ]);
});

it('finds a session that ends without a cause, and one that two guests have', () => {
  const { truth, real, mock } = world();
  const session = { id: 3, beganAtSeconds: EPOCH, reason: 'the guest was reset' };
  const anew = only(real, (report) => ({ ...report, session }));
  expect(judge(truth.lives, anew)).toEqual([
    'session: real: a new session without a cause: the guest was reset',
  ]);
  const reset = truth.trouble(real, 'reset', { answers: 'all', newSession: true });
  Object.assign(reset, { beganMs: (EPOCH + 12.5) * 1000, endedMs: (EPOCH + 12.6) * 1000 });
  expect(judge(truth.lives, anew)).toEqual([]);
  const shared = only(mock, (report) => ({ ...report, session: { ...session, id: 1 } }));
  expect(judge(truth.lives, shared)).toContain(
    'session: mocked: session 1 was that of uuid-real, and is that of uuid-mocked',
  );
});
