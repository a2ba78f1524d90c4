import { here, type MethodEntry, planned } from './method-entry.js';

export const CPU_METHODS: readonly MethodEntry[] = [
  here('get_vcpu_info', 'vcpuInfo()', 'full', {
    source: 'query-cpus-fast, /proc/PID/task/TID',
    differs:
      'CPU time in nanoseconds, exact where the kernel has schedstat; the affinity is a list of CPUs that are online. A vCPU that is listed runs. TCG with thread=single has one thread for all.',
  }),
  planned('pin_vcpu', 'pinVcpu(n, cpus)', 'full', {
    source: 'taskset(1)',
    differs: 'Lost when QEMU ends.',
  }),
  here('get_emulator_pin_info', 'emulatorPin()', 'full', {
    source: '/proc/PID/status',
    differs: 'A list of CPUs, as the kernel enforces it; libvirt shows what is configured.',
  }),
  planned('pin_emulator', 'pinEmulator()', 'full', {
    source: 'taskset(1)',
    differs: 'Every thread that is neither a vCPU nor an iothread; those that start later inherit it.',
  }),
  here('get_iothread_info', 'iothreadInfo()', 'full', {
    source: 'query-iothreads, /proc/PID/task/TID',
    differs:
      'Id and number: the digits of an id that libvirt has made, else the place. Polling times in nanoseconds, affinity as a list of CPUs.',
  }),
  planned('pin_iothread', 'pinIothread()', 'full', {
    source: 'taskset(1)',
    differs: 'Lost when QEMU ends.',
  }),
  planned('add_iothread', 'addIothread(id)', 'full', {
    source: 'object-add',
    differs: 'Takes an id, and not a number.',
  }),
  planned('del_iothread', 'delIothread()', 'full', {
    source: 'object-del, after qom-get of every device',
    differs: 'Refused while a disk uses it: QEMU itself reports success, and keeps the thread.',
  }),
  planned('set_iothread', 'setIothread()', 'full', {
    source: 'qom-set of poll-max-ns, poll-grow, poll-shrink, thread-pool-min and -max',
    differs: 'The bounds of the pool are set in the order that QEMU accepts.',
  }),
  here('get_max_vcpus', 'maxVcpus()', 'full', {
    source: 'query-hotpluggable-cpus, else smp of /machine, else -smp',
    differs: 'As with libvirt; of a machine that nothing can be plugged into, too.',
  }),
  here('get_vcpus', 'vcpus({guest})', 'full', {
    source: 'query-cpus-fast; guest-get-vcpus of the agent',
    differs:
      'How many the machine has now, or how many the guest has online. Nothing is configured elsewhere.',
  }),
  planned('set_vcpus', 'setVcpus()', 'partial', {
    source: 'device_add, device_del; guest-set-vcpus of the agent',
    differs: 'vCPUs can be added. Those that QEMU was started with cannot be removed.',
  }),
  planned('set_vcpu', 'setVcpu()', 'partial', {
    source: 'device_add, device_del',
    differs: 'As setVcpus(), for the slots that are named.',
  }),
  here('get_guest_vcpus', 'guestVcpus()', 'full', {
    source: 'guest-get-vcpus of the agent',
    differs: 'Lists of numbers, by the count of the guest (libvirt: text such as `0-3`).',
  }),
  planned('set_guest_vcpus', 'setGuestVcpus()', 'full', {
    source: 'guest-set-vcpus of the agent',
    differs: 'An agent may stop half-way, and report it only when it is asked again.',
  }),
  here('get_scheduler_type', 'schedulerType()', 'full', {
    source: 'none',
    differs: 'Always `posix`, as with libvirt.',
  }),
  here('get_scheduler_parameters', 'schedulerParameters()', 'partial', {
    source:
      'cpu.weight and cpu.max of the control group; in version 1 cpu.shares, cpu.cfs_quota_us, cpu.cfs_period_us',
    differs:
      'Period and quota in seconds (libvirt: µs), null for no limit. One group for the whole process: libvirt has one for each vCPU, and so vcpu_quota, emulator_quota and iothread_quota.',
  }),
  planned('set_scheduler_parameters', 'setSchedulerParameters()', 'partial', {
    source: 'the same files, or systemctl set-property --runtime',
    differs: 'Only where the control group holds no other process.',
  }),
  here('get_cpu_stats', 'cpuStats()', 'partial', {
    source: 'cpu.stat or cpuacct.usage of the control group, else /proc/PID/stat',
    differs:
      'Nanoseconds; from /proc in steps of 10 ms. Each CPU of the host only with control groups of version 1: version 2 has the total alone.',
  }),
  here('get_perf_events', 'perfEvents()', 'partial', {
    source: 'perf stat; /proc where perf is not installed',
    differs:
      'Which of the 22 events this host can count, and why not the others. None is enabled for a guest: countPerf() counts for a while.',
  }),
  here('set_perf_events', 'countPerf({events, milliseconds})', 'partial', {
    source: 'perf stat -p PID; /proc where perf is not installed',
    differs:
      'Counts for a given time, instead of enabling counters that run on. The three events of caches and memory bandwidth need monitoring groups of resctrl, and are not counted.',
  }),
];
