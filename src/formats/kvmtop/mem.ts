import type { BalloonReport } from '../../model/balloon.js';
import { isFresh } from '../../model/guest-memory.js';
import type { ProcessCounters } from '../../model/rates.js';
import { metricsOf, type Row, verbose } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

const KIB = 1024;

/** kvmtop's names of the lines of /proc/meminfo, without their prefix, where they differ from the kernel's. */
const KERNEL_NAMES: { readonly [name: string]: string } = {
  Total: 'MemTotal',
  Free: 'MemFree',
  Available: 'MemAvailable',
  ActiveAanon: 'Active(anon)',
  InactiveAanon: 'Inactive(anon)',
  ActiveFile: 'Active(file)',
  InactiveFile: 'Inactive(file)',
  NFSUnstable: 'NFS_Unstable',
  CommittedAS: 'Committed_AS',
  HugePagesTotal: 'HugePages_Total',
  HugePagesFree: 'HugePages_Free',
  HugePagesRsvd: 'HugePages_Rsvd',
  HugePagesSurp: 'HugePages_Surp',
};

const VERBOSE =
  `Buffers Cached SwapCached Active Inactive ActiveAanon InactiveAanon ActiveFile InactiveFile Unevictable
  Mlocked SwapTotal SwapFree Dirty Writeback AnonPages Mapped Shmem Slab SReclaimable SUnreclaim KernelStack PageTables
  NFSUnstable Bounce WritebackTmp CommitLimit CommittedAS VmallocTotal VmallocUsed VmallocChunk HardwareCorrupted
  AnonHugePages ShmemHugePages ShmemPmdMapped HugePagesTotal HugePagesFree HugePagesRsvd HugePagesSurp Hugepagesize
  Hugetlb DirectMap4k DirectMap2M DirectMap1G`.split(/\s+/);

/** /proc/meminfo. */
export const HOST_MEM = metricsOf<HostSubject>('mem', [
  ...['Total', 'Free', 'Available'].map(meminfo),
  ...VERBOSE.map((name) => verbose(meminfo(name))),
]);

/** The guest's memory by its balloon, and QEMU's own. */
export const GUEST_MEM = metricsOf<GuestSubject>('mem', [
  {
    name: 'ram_total',
    kind: 'gauge',
    unit: 'KiB',
    describe: "the guest's memory, as its balloon reports it",
    figureOf: (subject) => total(subject),
  },
  {
    name: 'ram_used',
    kind: 'gauge',
    unit: 'KiB',
    describe: 'memory that is not free, by the balloon',
    figureOf: (subject) => used(subject),
  },
  verbose({
    name: 'ram_vsize',
    kind: 'gauge',
    unit: 'bytes',
    describe: "QEMU's virtual memory",
    figureOf: ({ guest }) => guest.linux?.virtualBytes,
  }),
  verbose({
    name: 'ram_rss',
    kind: 'gauge',
    unit: 'bytes',
    describe: "QEMU's resident memory, huge pages included",
    figureOf: ({ guest }) => guest.linux?.rssBytes,
  }),
  verbose(faults('ram_minflt', 'minorFaults', 'page faults without I/O')),
  verbose(faults('ram_cminflt', 'childMinorFaults', 'page faults without I/O of children that have ended')),
  verbose(faults('ram_majflt', 'majorFaults', 'page faults with I/O')),
  verbose(faults('ram_cmajflt', 'childMajorFaults', 'page faults with I/O of children that have ended')),
]);

function meminfo(name: string): Row<HostSubject> {
  const kernelName = KERNEL_NAMES[name] ?? name;
  const isCount = kernelName.startsWith('HugePages_');
  return {
    name: `ram_${name}`,
    kind: 'gauge',
    unit: isCount ? 'count' : 'kB',
    describe: `${kernelName} of /proc/meminfo`,
    figureOf: ({ host }) => {
      const figure = host.sample?.memory?.[kernelName];
      return figure === undefined || isCount ? figure : figure / KIB;
    },
  };
}

function faults(name: string, of: keyof ProcessCounters, describe: string): Row<GuestSubject> {
  return {
    name,
    kind: 'difference',
    unit: 'count',
    describe,
    figureOf: ({ guest: { rates } }) => {
      const perSecond = rates?.process?.[of];
      return perSecond === undefined ? undefined : perSecond * (rates?.processSeconds ?? 0);
    },
  };
}

function total(subject: GuestSubject): number | undefined {
  const bytes = subject.guest.memory.totalBytes;
  return freshReport(subject) === undefined || bytes === undefined ? undefined : bytes / KIB;
}

/** kvmtop counts caches as used; `balloon_used` does not. */
function used(subject: GuestSubject): number | undefined {
  const bytes = subject.guest.memory.totalBytes;
  const free = freshReport(subject)?.supplied['stat-free-memory'];
  return bytes === undefined || free === undefined ? undefined : (bytes - Number(free)) / KIB;
}

/** The balloon's report; `undefined` unless it is fresh. */
export function freshReport({ guest: { qemu, memory } }: GuestSubject): BalloonReport | undefined {
  return isFresh(memory) ? qemu?.balloon?.report : undefined;
}
