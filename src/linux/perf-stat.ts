import type { PerfEvent } from '../model/perf-events.js';

/** The name of each event for perf(1), which does not count those of resctrl. */
const PERF_NAMES: { readonly [Event in PerfEvent]: string | undefined } = {
  cmt: undefined,
  mbmt: undefined,
  mbml: undefined,
  cpu_cycles: 'cpu-cycles',
  instructions: 'instructions',
  cache_references: 'cache-references',
  cache_misses: 'cache-misses',
  branch_instructions: 'branch-instructions',
  branch_misses: 'branch-misses',
  bus_cycles: 'bus-cycles',
  stalled_cycles_frontend: 'stalled-cycles-frontend',
  stalled_cycles_backend: 'stalled-cycles-backend',
  ref_cpu_cycles: 'ref-cycles',
  cpu_clock: 'cpu-clock',
  task_clock: 'task-clock',
  page_faults: 'page-faults',
  context_switches: 'context-switches',
  cpu_migrations: 'cpu-migrations',
  page_faults_min: 'minor-faults',
  page_faults_maj: 'major-faults',
  alignment_faults: 'alignment-faults',
  emulation_faults: 'emulation-faults',
};

/** The name of an event for perf(1); `undefined` for one that it cannot count. */
export function perfNameOf(event: PerfEvent): string | undefined {
  return PERF_NAMES[event];
}

/** What perf says of an event: how often it happened, or why that is not known. */
export type PerfResult = number | 'not supported' | 'not counted';

/**
 * Parses what `perf stat -x,` prints (perf-stat(1), CSV format), by perf's names: `58,,page-faults,651115,100.00,89.380,K/sec`,
 * `0.65,msec,task-clock,…`, `<not supported>,,cpu-cycles,0,100.00,,`.
 *
 * Clocks become nanoseconds. A machine with two kinds of cores has a line for each, `…,cpu_core/cpu-cycles/,…`: they are summed. A
 * user who may not count in the kernel gets `cpu-cycles:u`.
 */
export function parsePerfStat(text: string): ReadonlyMap<string, PerfResult> {
  const results = new Map<string, PerfResult>();
  for (const line of text.split('\n')) {
    const [value = '', unit, event = ''] = line.split(',');
    const result = resultOf(value, unit === 'msec' ? NANOSECONDS_PER_MS : 1);
    const name = /^(?:\w+\/)?([a-z-]+)(?:\/\w*|:\w+)?$/.exec(event)?.[1];
    if (result !== undefined && name !== undefined) results.set(name, joined(results.get(name), result));
  }
  return results;
}

const NANOSECONDS_PER_MS = 1e6;

function resultOf(value: string, factor: number): PerfResult | undefined {
  if (value === '<not supported>') return 'not supported';
  if (value === '<not counted>') return 'not counted';
  return /^\d+(?:\.\d+)?$/.test(value) ? Math.round(Number(value) * factor) : undefined;
}

/** One kind of cores may count what another does not. */
function joined(known: PerfResult | undefined, result: PerfResult): PerfResult {
  if (typeof known !== 'number') return result;
  return typeof result === 'number' ? known + result : known;
}
