import type { DiskCounters } from './disk.js';
import type { CpuTimes, HostDiskCounters, SwapTraffic } from './host-sample.js';
import type { ProcessIo } from './linux-sample.js';
import type { NetCounters } from './net-interface.js';
import type { CgroupCounters, ProcessCounters } from './rates.js';

/** Every name of an interface: the compiler refuses a list that lacks one. */
function namesOf<Name extends string>(names: { readonly [Each in Name]: true }): readonly Name[] {
  return Object.keys(names) as Name[];
}

export const DISK_COUNTERS = namesOf<keyof DiskCounters>({
  readBytes: true,
  readOperations: true,
  readNanoseconds: true,
  writeBytes: true,
  writeOperations: true,
  writeNanoseconds: true,
  flushOperations: true,
  flushNanoseconds: true,
  failedReads: true,
  failedWrites: true,
  failedFlushes: true,
});

export const NET_COUNTERS = namesOf<keyof NetCounters>({
  receivedBytes: true,
  receivedPackets: true,
  receivedErrors: true,
  receivedDrops: true,
  receivedFifo: true,
  receivedFrame: true,
  receivedCompressed: true,
  receivedMulticast: true,
  transmittedBytes: true,
  transmittedPackets: true,
  transmittedErrors: true,
  transmittedDrops: true,
  transmittedFifo: true,
  collisions: true,
  transmittedCarrier: true,
  transmittedCompressed: true,
});

export const PROCESS_IO = namesOf<keyof ProcessIo>({
  readChars: true,
  writtenChars: true,
  readCalls: true,
  writeCalls: true,
  readBytes: true,
  writtenBytes: true,
  cancelledWriteBytes: true,
});

export const PROCESS_COUNTERS = namesOf<keyof ProcessCounters>({
  userSeconds: true,
  systemSeconds: true,
  minorFaults: true,
  majorFaults: true,
  childMinorFaults: true,
  childMajorFaults: true,
  voluntarySwitches: true,
  involuntarySwitches: true,
  blockIoDelaySeconds: true,
});

export const CGROUP_COUNTERS = namesOf<keyof CgroupCounters>({
  usageSeconds: true,
  periods: true,
  throttledPeriods: true,
  throttledSeconds: true,
});

export const HOST_DISK_COUNTERS = namesOf<keyof HostDiskCounters>({
  reads: true,
  readsMerged: true,
  sectorsRead: true,
  readMilliseconds: true,
  writes: true,
  writesMerged: true,
  sectorsWritten: true,
  writeMilliseconds: true,
  busyMilliseconds: true,
  weightedMilliseconds: true,
});

export const SWAP_COUNTERS = namesOf<keyof SwapTraffic>({ inBytes: true, outBytes: true });

/** The times that add up to all time: `guest` and `guestNice` are included in `user` and `nice`. */
export const WHOLE_CPU_TIMES = [
  'user',
  'nice',
  'system',
  'idle',
  'iowait',
  'irq',
  'softirq',
  'steal',
] as const;

export const CPU_TIMES = namesOf<keyof CpuTimes>({
  user: true,
  nice: true,
  system: true,
  idle: true,
  iowait: true,
  irq: true,
  softirq: true,
  steal: true,
  guest: true,
  guestNice: true,
});
