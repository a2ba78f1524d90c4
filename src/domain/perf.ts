import { type PerfResult, parsePerfStat, perfNameOf } from '../linux/perf-stat.js';
import { countBetween, PROC_EVENTS, readProcCounters } from '../linux/proc-counters.js';
import { complaintOf, ProgramError, runProgram } from '../linux/run-program.js';
import { PERF_EVENTS, type PerfCounts, type PerfEvent, type PerfSupport } from '../model/perf-events.js';
import type { PartFailure } from '../model/qemu-sample.js';
import { sleep } from '../support/deadline.js';
import { UnsupportedError } from './domain-error.js';
import { type ProcessReach, readOfProcess, readOfProcessSlowly } from './own-process.js';

/** What to count, and how long. */
export interface CountPerfOptions {
  /** (default: all) */
  readonly events?: readonly PerfEvent[] | undefined;
  /** (default: 1000) */
  readonly milliseconds?: number | undefined;
  /** Ends the counting. */
  readonly signal?: AbortSignal | undefined;
}

const OF_RESCTRL = 'only /sys/fs/resctrl monitors caches and memory bandwidth';
const ONLY_PERF =
  'only perf counts it, which is not installed, or does not see the process: Debian has it in linux-perf';

/** perf starts within this, on a busy host too. */
const SLACK_MS = 10_000;
/** perf(1) warns below. */
const MIN_MS = 100;
const MAX_MS = 3_600_000;

/**
 * Finds which events `perf stat` can count on this host, by counting a command that does nothing; where perf is not installed,
 * those that /proc counts. Does not touch the guest.
 */
export async function perfEvents(signal?: AbortSignal): Promise<PerfSupport> {
  const names = PERF_EVENTS.flatMap((event) => perfNameOf(event) ?? []);
  const output = await runPerf(['-e', names.join(','), '--', 'true'], SLACK_MS, signal);
  if (output === undefined) {
    const events: readonly PerfEvent[] = PROC_EVENTS;
    return { source: 'proc', events, failures: failuresOf(PERF_EVENTS, (event) => whyNotInProc(event)) };
  }
  const results = parsePerfStat(output);
  const whyNot = (event: PerfEvent) => {
    const result = resultOf(results, event);
    return result === 'not counted' || typeof result === 'number' ? undefined : whyNotCounted(event, result);
  };
  const events = PERF_EVENTS.filter((event) => whyNot(event) === undefined);
  return { source: 'perf', events, failures: failuresOf(PERF_EVENTS, whyNot) };
}

/**
 * Counts what the guest's QEMU does for a while, all its threads together: by `perf stat -p`, and where perf is not installed by
 * reading /proc before and after. perf slows a guest down a little while it counts.
 *
 * @throws {UnsupportedError} when the process is not on this host
 * @throws {ProgramError} when perf refuses
 * @throws {RangeError} when the time is not between 100 ms and an hour
 */
export async function countPerf(reach: ProcessReach, options: CountPerfOptions = {}): Promise<PerfCounts> {
  const { events = PERF_EVENTS, milliseconds = 1000, signal } = options;
  if (!(milliseconds >= MIN_MS && milliseconds <= MAX_MS))
    throw new RangeError(`cannot count for ${milliseconds} ms: it takes ${MIN_MS} to ${MAX_MS}`);
  const names = events.flatMap((event) => perfNameOf(event) ?? []);
  const ms = Math.round(milliseconds);
  const output = names.length === 0 ? '' : await countByPerf(reach, names, ms, signal);
  return output === undefined
    ? await countByProc(reach, events, ms, signal)
    : { source: 'perf', milliseconds: ms, ...countsOf(events, parsePerfStat(output)) };
}

/** Resolves to `undefined` when perf is not installed, or does not see the process: it knows those of /proc alone. */
async function countByPerf(
  reach: ProcessReach,
  names: readonly string[],
  ms: number,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (reach.procRoot !== '/proc') return undefined;
  const args = ['-e', names.join(','), '--timeout', String(ms), '-p'];
  return await readOfProcessSlowly(reach, (pid) => runPerf([...args, String(pid)], ms + SLACK_MS, signal));
}

/** Resolves to what perf prints on standard error; to `undefined` when it is not installed. */
async function runPerf(
  args: readonly string[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const output = await runProgram('perf', ['stat', '-x,', ...args], { timeoutMs, signal });
  if (output !== undefined && output.status !== 0)
    throw new ProgramError('perf stat', complaintOf(output), true);
  return output?.stderr;
}

function resultOf(results: ReadonlyMap<string, PerfResult>, event: PerfEvent): PerfResult | undefined {
  return results.get(perfNameOf(event) ?? '');
}

function countsOf(events: readonly PerfEvent[], results: ReadonlyMap<string, PerfResult>) {
  const counts: { [Event in PerfEvent]?: number } = {};
  for (const event of events) {
    const result = resultOf(results, event);
    if (typeof result === 'number') counts[event] = result;
  }
  const whyNot = (event: PerfEvent) =>
    event in counts ? undefined : whyNotCounted(event, resultOf(results, event));
  return { counts, failures: failuresOf(events, whyNot) };
}

function whyNotCounted(event: PerfEvent, result: PerfResult | undefined): string {
  if (perfNameOf(event) === undefined) return OF_RESCTRL;
  if (result === 'not supported')
    return 'this processor, or the virtual machine that this host is, does not count it';
  if (result === 'not counted') return 'no thread ran meanwhile, or the counters of the processor were taken';
  return 'perf did not report it';
}

async function countByProc(
  reach: ProcessReach,
  events: readonly PerfEvent[],
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<PerfCounts> {
  const read = () => {
    const counters = readOfProcess(reach, (pid) => readProcCounters(reach.procRoot, pid));
    if (counters === undefined) throw new UnsupportedError(reach.name, 'its QEMU has just ended');
    return counters;
  };
  const before = read();
  await sleep(milliseconds, signal);
  const between = countBetween(before, read());
  const counted = PROC_EVENTS.filter((event) => events.includes(event) && between[event] !== undefined);
  const counts = Object.fromEntries(counted.map((event) => [event, between[event]]));
  const known: ReadonlySet<PerfEvent> = new Set(counted);
  const whyNot = (event: PerfEvent) =>
    known.has(event) ? undefined : (whyNotInProc(event) ?? 'this kernel does not count it for each thread');
  return { source: 'proc', milliseconds, counts, failures: failuresOf(events, whyNot) };
}

function whyNotInProc(event: PerfEvent): string | undefined {
  const inProc: readonly PerfEvent[] = PROC_EVENTS;
  if (inProc.includes(event)) return undefined;
  return perfNameOf(event) === undefined ? OF_RESCTRL : ONLY_PERF;
}

function failuresOf(
  events: readonly PerfEvent[],
  whyNot: (event: PerfEvent) => string | undefined,
): readonly PartFailure[] {
  return events.flatMap((event) => {
    const why = whyNot(event);
    return why === undefined ? [] : [{ part: event, why }];
  });
}
