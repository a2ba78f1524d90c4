import type { ConstantFamily } from '../constant-family.js';

export const PERF_CONSTANTS: readonly ConstantFamily[] = [
  {
    title: 'Events that perf counts',
    status: 'here',
    differs:
      'Names for countPerf({events}); cpu_clock and task_clock are nanoseconds. Which of them a host can count, perfEvents() says.',
    constants: {
      PERF_PARAM_CPU_CYCLES: "'cpu_cycles'",
      PERF_PARAM_INSTRUCTIONS: "'instructions'",
      PERF_PARAM_CACHE_REFERENCES: "'cache_references'",
      PERF_PARAM_CACHE_MISSES: "'cache_misses'",
      PERF_PARAM_BRANCH_INSTRUCTIONS: "'branch_instructions'",
      PERF_PARAM_BRANCH_MISSES: "'branch_misses'",
      PERF_PARAM_BUS_CYCLES: "'bus_cycles'",
      PERF_PARAM_STALLED_CYCLES_FRONTEND: "'stalled_cycles_frontend'",
      PERF_PARAM_STALLED_CYCLES_BACKEND: "'stalled_cycles_backend'",
      PERF_PARAM_REF_CPU_CYCLES: "'ref_cpu_cycles'",
      PERF_PARAM_CPU_CLOCK: "'cpu_clock'",
      PERF_PARAM_TASK_CLOCK: "'task_clock'",
      PERF_PARAM_PAGE_FAULTS: "'page_faults'",
      PERF_PARAM_CONTEXT_SWITCHES: "'context_switches'",
      PERF_PARAM_CPU_MIGRATIONS: "'cpu_migrations'",
      PERF_PARAM_PAGE_FAULTS_MIN: "'page_faults_min'",
      PERF_PARAM_PAGE_FAULTS_MAJ: "'page_faults_maj'",
      PERF_PARAM_ALIGNMENT_FAULTS: "'alignment_faults'",
      PERF_PARAM_EMULATION_FAULTS: "'emulation_faults'",
    },
  },
  {
    title: 'Events of caches and memory bandwidth',
    status: 'refused',
    differs:
      'The kernel has no perf events for them any more: make a monitoring group in /sys/fs/resctrl/mon_groups, and read llc_occupancy, mbm_total_bytes and mbm_local_bytes.',
    constants: { PERF_PARAM_CMT: '', PERF_PARAM_MBMT: '', PERF_PARAM_MBML: '' },
  },
];
