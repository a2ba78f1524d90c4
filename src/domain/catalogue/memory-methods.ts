import { controls, here, type MethodEntry, planned } from './method-entry.js';

export const MEMORY_METHODS: readonly MethodEntry[] = [
  here('get_max_memory', 'maxMemory()', 'full', {
    source: 'query-memory-size-summary',
    differs:
      'Bytes (libvirt: KiB), with what is plugged in now. -m maxmem, which leaves room for more, is another figure.',
  }),
  planned('set_max_memory', 'setMaxMemory()', 'partial', {
    source: 'the guest file of qgauge',
    differs: 'For the next start: QEMU cannot change it while it runs.',
  }),
  controls('set_memory', 'setMemory(bytes)', 'full', {
    source: 'balloon, BALLOON_CHANGE',
    differs:
      'Bytes. Waits until the balloon has that size, and fails when it makes no progress; refused for more than the machine has, and for less than the guest needs.',
  }),
  controls('set_memory_stats_period', 'setMemoryStatsPeriod(seconds)', 'full', {
    source: 'qom-set guest-stats-polling-interval',
    differs: 'Of the running guest; one period for everybody who reads them.',
  }),
  here('memory_stats', 'memoryStats()', 'full', {
    source: 'qom-get guest-stats, query-balloon, /proc/PID/status',
    differs:
      "Bytes (libvirt: KiB), and the age of the report. libvirt's `available` is totalBytes, its `usable` availableBytes, its `unused` freeBytes. Polling is not switched on.",
  }),
  here('get_memory_parameters', 'memoryParameters()', 'full', {
    source:
      'memory.max, .high, .low, .swap.max of the control group; in version 1 memory.limit_in_bytes and others',
    differs:
      'Bytes, null for no limit (libvirt: 9007199254740991 KiB). swapHardLimitCovers says whether the last one limits swap alone (version 2), or memory and swap (version 1).',
  }),
  controls('set_memory_parameters', 'setMemoryParameters(limits)', 'full', {
    source: 'the same files, or systemctl set-property --runtime',
    differs:
      'Bytes, null for no limit. Only where the control group holds no other process. A hard limit below what is used ends in the OOM killer, and is refused unless it is forced.',
  }),
  here('get_numa_parameters', 'numaParameters()', 'full', {
    source: 'query-memdev, cpuset.mems, /proc/PID/status',
    differs:
      'The policy of each memory backend in the words of QEMU: `bind` is the strict of libvirt. numa_maps is read on request only, since the kernel walks all pages for it.',
  }),
  controls('set_numa_parameters', 'setNumaParameters({nodes})', 'partial', {
    source: 'cpuset.mems of the control group, or systemctl set-property --runtime',
    differs:
      'Only the nodes, and only in a control group of its own: the policy of a memory backend is fixed.',
  }),
  controls('start_dirty_rate_calc', 'startDirtyRate({seconds, mode})', 'full', {
    source: 'calc-dirty-rate, query-dirty-rate',
    differs:
      'Resolves to the result when it is measured. The modes dirty-ring and dirty-bitmap only with KVM: they end a QEMU without it.',
  }),
];
