import { here, type MethodEntry, planned } from './method-entry.js';

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
  planned('set_memory', 'setMemory()', 'full', {
    source: 'balloon, BALLOON_CHANGE',
    differs:
      'Bytes. QEMU accepts any size, and a guest without a driver ignores it: the size is read back. `qgauge balloon set` does it today.',
  }),
  planned('set_memory_stats_period', 'setMemoryStatsPeriod()', 'full', {
    source: 'qom-set guest-stats-polling-interval',
    differs: 'Seconds. `qgauge balloon poll` does it today.',
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
  planned('set_memory_parameters', 'setMemoryParameters()', 'full', {
    source: 'the same files, or systemctl set-property --runtime',
    differs:
      'Only where the control group holds no other process. A limit below what is used ends in the OOM killer.',
  }),
  here('get_numa_parameters', 'numaParameters()', 'full', {
    source: 'query-memdev, cpuset.mems, /proc/PID/status',
    differs:
      'The policy of each memory backend in the words of QEMU: `bind` is the strict of libvirt. numa_maps is read on request only, since the kernel walks all pages for it.',
  }),
  planned('set_numa_parameters', 'setNumaParameters()', 'partial', {
    source: 'cpuset.mems, migratepages(8)',
    differs: 'Only the nodes: the policy of a memory backend is fixed.',
  }),
  planned('start_dirty_rate_calc', 'startDirtyRate({seconds, mode})', 'full', {
    source: 'calc-dirty-rate',
    differs:
      'The modes dirty-ring and dirty-bitmap only with KVM: they end a QEMU without it. dirtyRate() reads the last result today, bytes per second (libvirt: MiB/s).',
  }),
];
