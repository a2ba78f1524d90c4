import type { PartFailure } from './qemu-sample.js';

/** The events that libvirt knows, by its names. */
export const PERF_EVENTS = [
  'cmt',
  'mbmt',
  'mbml',
  'cpu_cycles',
  'instructions',
  'cache_references',
  'cache_misses',
  'branch_instructions',
  'branch_misses',
  'bus_cycles',
  'stalled_cycles_frontend',
  'stalled_cycles_backend',
  'ref_cpu_cycles',
  'cpu_clock',
  'task_clock',
  'page_faults',
  'context_switches',
  'cpu_migrations',
  'page_faults_min',
  'page_faults_maj',
  'alignment_faults',
  'emulation_faults',
] as const;

/** An event of {@link PERF_EVENTS}. */
export type PerfEvent = (typeof PERF_EVENTS)[number];

/** What counts: perf(1), or where it is not installed the counters in /proc. */
export type PerfSource = 'perf' | 'proc';

/** Which events can be counted on this host. */
export interface PerfSupport {
  readonly source: PerfSource;
  readonly events: readonly PerfEvent[];
  /** Why each of the others cannot. */
  readonly failures: readonly PartFailure[];
}

/** What a guest's QEMU has done in a while. */
export interface PerfCounts {
  readonly source: PerfSource;
  /** How long was counted. */
  readonly milliseconds: number;
  /** A count for each event that was counted; cpu_clock and task_clock are nanoseconds. */
  readonly counts: { readonly [Event in PerfEvent]?: number };
  /** Why each of the others was not. */
  readonly failures: readonly PartFailure[];
}
