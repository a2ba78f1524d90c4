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
/** The start of the test's time, in seconds. */
export const EPOCH = 1_800_000_000;

/** Two guests, one with a process and one without, that have been healthy for a long time. */
export function world(): { readonly truth: Truth; readonly real: Life; readonly mock: Life } {
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

export function disk(name: string, readBytes: number): Disk {
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

/** The true snapshot of a guest at a second of the test's time. */
export function reportOf(life: Life, second: number): GuestSnapshot {
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
    memory: {
      ...{ verdict: 'ok', explanation: '', advice: '' },
      ...{ usedBytes: 0, lastUsedBytes: 0, totalBytes: 0, ageSeconds: 0 },
    },
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

export type Change = (report: GuestSnapshot) => GuestSnapshot | undefined;

/** Takes sweeps at these seconds, changes the last of them, and returns the violations in it. */
export function judge(
  lives: readonly Life[],
  change: {
    readonly report?: Change;
    readonly self?: Partial<SelfSample>;
    /** What the poller tells of itself in the sweep before. */
    readonly selfBefore?: Partial<SelfSample>;
    readonly sweep?: Partial<Sweep>;
  } = {},
  seconds: readonly number[] = [10, 11, 12, 13],
): readonly string[] {
  let memory: Memory = NOTHING_SEEN;
  let before: readonly GuestSnapshot[] = [];
  let found: readonly string[] = [];
  for (const [at, second] of seconds.entries()) {
    const isLast = at === seconds.length - 1;
    const shown = lives.flatMap((life) => {
      const report = reportOf(life, second);
      return (isLast && change.report ? change.report(report) : report) ?? [];
    });
    const guests = shown.map((report) => {
      const previous = before.find(({ name }) => name === report.name);
      return { ...report, rates: report.rates ?? (previous && guestRates(previous, report)) };
    });
    before = guests;
    const self = { [seconds.length - 1]: change.self, [seconds.length - 2]: change.selfBefore }[at];
    const sweep = sweepOf(guests, second, at + 1, self);
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
  const times = {
    sweepSeconds: 0.1,
    discoverSeconds: 0,
    hostSeconds: 0,
    lateSeconds: 0,
    loopLateSeconds: 0,
    missedSweeps: 0,
  };
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

/** Changes the snapshot of one guest only. */
export function only(life: Life, change: Change): { readonly report: Change } {
  return { report: (report) => (report.name === life.name ? change(report) : report) };
}

/** A problem, with the last good answer. */
export function silent(kind: ProblemKind, ageSeconds: number, message = 'why'): Change {
  return ({ qemu, ...report }) => ({
    ...report,
    qemu: undefined,
    problem: { kind, message },
    lastGood: qemu && { qemu, ageSeconds },
  });
}
