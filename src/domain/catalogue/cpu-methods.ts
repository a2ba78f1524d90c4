import { controls, here, type MethodEntry } from './method-entry.js';

export const CPU_METHODS: readonly MethodEntry[] = [
  here('get_vcpu_info', 'vcpuInfo()', 'full', {
    source: 'query-cpus-fast, /proc/PID/task/TID',
    differs:
      'CPU time in nanoseconds, exact where the kernel has schedstat; the affinity is a list of CPUs that are online. A vCPU that is listed runs. TCG with thread=single has one thread for all.',
  }),
  controls('pin_vcpu', 'pinVcpu(number, cpus)', 'full', {
    source: 'taskset(1)',
    differs:
      'A list of CPUs; refused for one that the host or its cpuset does not have, where the kernel would leave it out. Lost when QEMU ends.',
  }),
  here('get_emulator_pin_info', 'emulatorPin()', 'full', {
    source: '/proc/PID/status',
    differs: 'A list of CPUs, as the kernel enforces it; libvirt shows what is configured.',
  }),
  controls('pin_emulator', 'pinEmulator(cpus)', 'full', {
    source: 'taskset(1)',
    differs: 'Every thread that is neither a vCPU nor an iothread; those that start later inherit it.',
  }),
  here('get_iothread_info', 'iothreadInfo()', 'full', {
    source: 'query-iothreads, /proc/PID/task/TID',
    differs:
      'Id and number: the digits of an id that libvirt has made, else the place. Polling times in nanoseconds, affinity as a list of CPUs.',
  }),
  controls('pin_iothread', 'pinIothread(iothread, cpus)', 'full', {
    source: 'taskset(1)',
    differs: 'By its id, or the number in `iothread1` and so on. Lost when QEMU ends.',
  }),
  controls('add_iothread', 'addIothread(id)', 'full', {
    source: 'object-add',
    differs: 'Takes an id, and not a number.',
  }),
  controls('del_iothread', 'delIothread(iothread)', 'full', {
    source: 'object-del, after qom-get of every device',
    differs: 'Refused while a device uses it: QEMU 7.2 itself reports success.',
  }),
  controls('set_iothread', 'setIothread(iothread, settings)', 'full', {
    source: 'qom-set of poll-max-ns, poll-grow, poll-shrink, thread-pool-min and -max',
    differs: 'All or none; the bounds of the pool are set in the order that QEMU accepts.',
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
  controls('set_vcpus', 'setVcpus(count, {guest})', 'partial', {
    source: 'device_add, device_del; guest-set-vcpus of the agent',
    differs:
      'vCPUs can be added. Those that QEMU was started with cannot be removed, and none under TCG, which a reset would not survive.',
  }),
  controls('set_vcpu', 'setVcpu(places, isEnabled)', 'partial', {
    source: 'device_add, device_del',
    differs: 'As setVcpus(), for the slots that are named, counted from 0 as by libvirt.',
  }),
  here('get_guest_vcpus', 'guestVcpus()', 'full', {
    source: 'guest-get-vcpus of the agent',
    differs: 'Lists of numbers, by the count of the guest (libvirt: text such as `0-3`).',
  }),
  controls('set_guest_vcpus', 'setGuestVcpus(ids, isOnline)', 'full', {
    source: 'guest-set-vcpus of the agent',
    differs:
      'A list of numbers. An agent that stops half-way is asked again for the reason; what it has done is undone then.',
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
  controls('set_scheduler_parameters', 'setSchedulerParameters(settings)', 'partial', {
    source: 'the same files, or systemctl set-property --runtime',
    differs: 'Only where the control group holds no other process. Seconds (libvirt: µs), null for no limit.',
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
