import { expect, it } from 'vitest';
import type { Disk, DiskCounters } from '../../../src/model/disk.js';
import { guestRates } from '../../../src/model/guest-rates.js';
import type { LinuxSample } from '../../../src/model/linux-sample.js';
import type { ProblemKind } from '../../../src/model/problem.js';
import type { QemuSample } from '../../../src/model/qemu-sample.js';
import type { SelfSample } from '../../../src/model/self-sample.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { checkSweep, type Memory, NOTHING_SEEN, type Sweep } from './check-sweep.js';
import { type Life, Truth } from './truth.js';

const OPTIONS = { intervalMs: 1000, graceSweeps: 2, exchangeMs: 400, isWhole: true };
/** When the test's time begins, seconds. */
const EPOCH = 1_800_000_000;

/** Two guests, one with a process and one without, that have been healthy for long. */
function world(): { readonly truth: Truth; readonly real: Life; readonly mock: Life } {
  const truth = new Truth();
  const life = (name: string, process: Life['process']) => {
    const born = truth.announce({
      place: name,
      name,
      uuid: `uuid-${name}`,
      socket: `unix:/${name}`,
      memoryBytes: name.length * 2 ** 20,
      disks: [`disk-${name}`],
      process,
      limits: { cores: 2, diskBytesPerSecond: 1000, diskOperationsPerSecond: 1000 },
    });
    born.bornMs = 0;
    return born;
  };
  return { truth, real: life('real', { pid: 7, startTicks: 70 }), mock: life('mocked', undefined) };
}

function disk(name: string, readBytes: number): Disk {
  const none = {
    readOperations: 0,
    readNanoseconds: 0,
    writeBytes: 0,
    writeOperations: 0,
    writeNanoseconds: 0,
  };
  const counters: DiskCounters = { ...none, readBytes, flushOperations: 0, flushNanoseconds: 0 };
  return { name, counters, image: undefined, highestWrittenBytes: undefined };
}

/** What is true of a guest at a second of the test's time. */
function reportOf(life: Life, second: number): GuestSnapshot {
  const { name, uuid, socket, memoryBytes, process } = life;
  const guest: QemuSample = {
    name,
    uuid,
    runState: 'running',
    vcpus: [{ index: 0, threadId: 8 }],
    memory: { baseBytes: memoryBytes, pluggedBytes: 0 },
    balloon: undefined,
    disks: [disk(`disk-${name}`, 100 * second)],
    nics: [],
    display: null,
    takenAtSeconds: EPOCH + second,
    monotonicSeconds: second,
    failures: [],
  };
  return {
    name,
    uuid,
    pid: process?.pid,
    socket,
    problem: undefined,
    qemu: guest,
    linux: process && processOf(process, second),
    memory: { verdict: 'ok', explanation: '', usedBytes: 0, lastUsedBytes: 0, totalBytes: 0, ageSeconds: 0 },
    nics: [],
    agent: undefined,
    session: { id: process ? 1 : 2, beganAtSeconds: EPOCH, reason: '' },
  };
}

function processOf({ pid, startTicks }: { pid: number; startTicks: number }, second: number): LinuxSample {
  const thread = (id: number) => ({
    id,
    name: 't',
    state: 'S',
    runNanoseconds: second * 1e8,
    waitNanoseconds: 0,
  });
  return {
    ...{ pid, startTicks, state: 'S', elapsedSeconds: second, userSeconds: second / 10, systemSeconds: 0 },
    ...{ minorFaults: 0, majorFaults: 0, priority: 20, nice: 0, virtualBytes: 0, rssBytes: 0 },
    ...{ voluntarySwitches: 0, involuntarySwitches: 0, io: undefined, monotonicSeconds: second },
    threads: [thread(pid), thread(pid + 1)],
  };
}

type Change = (report: GuestSnapshot) => GuestSnapshot | undefined;

/** Takes sweeps at these seconds; the last of them is changed, and what is found in it is returned. */
function judge(
  lives: readonly Life[],
  change: {
    readonly report?: Change;
    readonly self?: Partial<SelfSample>;
    readonly sweep?: Partial<Sweep>;
  } = {},
  seconds: readonly number[] = [10, 11, 12, 13],
): readonly string[] {
  let memory: Memory = NOTHING_SEEN;
  let before: readonly GuestSnapshot[] = [];
  let found: readonly string[] = [];
  for (const [at, second] of seconds.entries()) {
    const isLast = at === seconds.length - 1;
    const told = lives.flatMap((life) => {
      const report = reportOf(life, second);
      return (isLast && change.report ? change.report(report) : report) ?? [];
    });
    const guests = told.map((report) => {
      const previous = before.find(({ name }) => name === report.name);
      return { ...report, rates: report.rates ?? (previous && guestRates(previous, report)) };
    });
    before = guests;
    const sweep = sweepOf(guests, second, at + 1, isLast ? change.self : {});
    const result = checkSweep({ ...sweep, ...(isLast ? change.sweep : {}) }, lives, memory, OPTIONS);
    memory = result.memory;
    found = result.violations.map(({ rule, who, what }) => `${rule}: ${who}: ${what}`);
  }
  return found;
}

function sweepOf(
  guests: readonly GuestSnapshot[],
  second: number,
  number: number,
  self: Partial<SelfSample> = {},
): Sweep {
  const quiet = { running: 0, done: 0, failed: 0, maxSeconds: 0 };
  const counted = { timeouts: 0, reconnects: 0, abandoned: 0, commands: 0, requestBytes: 0 };
  const own = {
    cpuSeconds: 0,
    cpuRatio: 0,
    rssBytes: 0,
    heapBytes: 0,
    oldestSeconds: undefined,
    latency: undefined,
  };
  const times = { sweepSeconds: 0.1, discoverSeconds: 0, hostSeconds: 0, lateSeconds: 0, missedSweeps: 0 };
  return {
    starvedSeconds: 0,
    snapshot: {
      takenAtSeconds: EPOCH + second,
      host: { memoryBytes: undefined },
      guests,
      warnings: [],
      self: { ...times, ...counted, ...own, slowLane: quiet, sweep: number, guests: 2, answered: 2, ...self },
    },
  };
}

/** Changes the report of one guest, and leaves the others. */
function only(life: Life, change: Change): { readonly report: Change } {
  return { report: (report) => (report.name === life.name ? change(report) : report) };
}

/** A problem, with the last answer beside it. */
function silent(kind: ProblemKind, ageSeconds: number, message = 'why'): Change {
  return ({ qemu, ...report }) => ({
    ...report,
    qemu: undefined,
    problem: { kind, message },
    lastGood: qemu && { qemu, ageSeconds },
  });
}

it('has nothing to say of a snapshot in which all is true', () => {
  expect(judge(world().truth.lives)).toEqual([]);
});

it('misses a guest', () => {
  const { truth, real } = world();
  expect(
    judge(
      truth.lives,
      only(real, () => undefined),
    ),
  ).toEqual(['missing: real: real is 0 times in the snapshot, and healthy']);
});

it('sees a healthy guest that is shown as hung, unless the machine kept everybody from work', () => {
  const { truth, real } = world();
  const hung = only(real, silent('hung', 1));
  expect(judge(truth.lives, hung)).toEqual(['unhealthy: real: is shown as hung: why']);
  expect(judge(truth.lives, { ...hung, sweep: { starvedSeconds: 0.6 } })).toEqual([]);
});

it('sees a healthy guest whose turn did not come, unless the machine kept everybody from work', () => {
  const { truth, real } = world();
  const message = 'unix:/s: not asked: the sweep ended before its turn came';
  const unasked = only(real, silent('failed', 1, message));
  expect(judge(truth.lives, unasked)).toEqual([`unhealthy: real: is shown as failed: ${message}`]);
  expect(judge(truth.lives, { ...unasked, sweep: { starvedSeconds: 0.6 } })).toEqual([]);
  const failed = only(real, silent('failed', 1));
  expect(judge(truth.lives, { ...failed, sweep: { starvedSeconds: 0.6 } })).toEqual([
    'unhealthy: real: is shown as failed: why',
  ]);
});

it('sees a sweep that comes late, and one that was left out', () => {
  const { truth } = world();
  expect(judge(truth.lives, { self: { lateSeconds: 0.3, sweepSeconds: 0.8 } })).toEqual([
    'late: : sweep 4 was there 1100 ms after its time',
  ]);
  expect(judge(truth.lives, { self: { missedSweeps: 2 } })).toEqual(['late: : 2 sweeps were left out']);
  expect(judge(truth.lives, { self: { sweep: 6 } })).toEqual(['late: : sweep 6 came after 3']);
});

it('sees a counter that steps back within a session', () => {
  const { truth, real } = world();
  const stepped = only(real, (report) => ({
    ...report,
    qemu: report.qemu && { ...report.qemu, disks: [disk('disk-real', 5)] },
    linux: report.linux && { ...report.linux, userSeconds: 0.5 },
  }));
  expect(judge(truth.lives, stepped)).toEqual([
    'counter: real: process: userSeconds stepped back from 1.2 to 0.5',
    'counter: real: disk-real: readBytes stepped back from 1200 to 5',
  ]);
});

it('sees rates that cannot be', () => {
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
  ).toEqual(['rate: real: rates.threads.0.runRatio is 1.5, more than the whole']);
  const process = { userSeconds: 9, systemSeconds: Number.NaN };
  expect(
    judge(
      truth.lives,
      rated(() => ({ process })),
    ),
  ).toEqual(['rate: real: rates.process.systemSeconds is no number']);
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

it('sees more than a disk can do', () => {
  const { truth, real } = world();
  const absurd = only(real, (report) => ({
    ...report,
    qemu: report.qemu && { ...report.qemu, disks: [disk('disk-real', 9000)] },
  }));
  expect(judge(truth.lives, absurd)).toEqual([
    'rate: real: disk-real read: 7800 a second over 1 s is beyond 1000',
  ]);
});

it('sees what belongs to another guest', () => {
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
  // The threads of one that is being killed go one after the other.
  real.troubles.push({ kind: 'kill -9', expects: { answers: 'some', problems: ['gone'] }, beganMs: 0 });
  expect(judge(truth.lives, threads)).toEqual([]);
});

it('sees a pid that was given out again under the name of the one before', () => {
  const { truth, real } = world();
  const reused = only(real, (report) => ({
    ...report,
    linux: report.linux && { ...report.linux, startTicks: 71 },
  }));
  expect(judge(truth.lives, reused)).toEqual([
    'missing: real: real is 0 times in the snapshot, and healthy',
    'attribution: real: real (pid 7, uuid-real) is shown at unix:/real, and nobody of this kind lives',
  ]);
});

it('sees a guest that has gone and is shown', () => {
  const { truth, real } = world();
  real.diedMs = (EPOCH + 12.5) * 1000;
  expect(judge(truth.lives)).toEqual([
    'attribution: real: pid 7 has ended, and is shown',
    'attribution: real: real (pid 7, uuid-real) is shown at unix:/real, and nobody of this kind lives',
  ]);
});

it('sees the last answer of a guest that has gone under the socket that another has by now', () => {
  const { truth, mock } = world();
  mock.diedMs = (EPOCH + 12.5) * 1000;
  expect(judge(truth.lives, only(mock, silent('hung', 1)))).toEqual([
    'attribution: mocked: mocked (pid undefined, uuid-mocked) is shown at unix:/mocked, and nobody of this kind lives',
  ]);
});

it('sees an old answer that is shown as of now', () => {
  const { truth, real } = world();
  const stale = only(real, ({ qemu, ...report }) => ({
    ...report,
    qemu: qemu && { ...qemu, takenAtSeconds: EPOCH + 12 },
  }));
  expect(judge(truth.lives, stale)).toEqual(['stale: real: an answer of 900 ms before the sweep']);
});

it('sees an answer of a guest that cannot answer, and one that is shown as younger than its silence', () => {
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

it('waits for a guest whose trouble has ended, for two sweeps and no more', () => {
  const { truth, real } = world();
  const trouble = truth.trouble(real, 'SIGSTOP', { answers: 'none', problems: ['stopped'] });
  Object.assign(trouble, { beganMs: (EPOCH + 9) * 1000, endedMs: (EPOCH + 10.85) * 1000 });
  const stopped = only(real, silent('stopped', 9));
  expect(judge(truth.lives, stopped, [9, 10, 11, 12])).toEqual([]);
  expect(judge(truth.lives, stopped, [9, 10, 11, 12, 13])).toEqual([
    'unhealthy: real: is shown as stopped: why',
  ]);
});

it('sees a session that ends without a cause, and one that two guests have', () => {
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
