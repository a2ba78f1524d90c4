import type { BalloonReport } from '../../model/balloon.js';
import type { ProcessCounters } from '../../model/rates.js';
import { isFresh } from '../../model/verdict.js';
import { metricsOf, type Row } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

const KIB = 1024;

/** kvmtop's names of what /proc/meminfo has, without the prefix, where they differ from the kernel's. */
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

export const HOST_MEM = metricsOf<HostSubject>('mem', [
  ...['Total', 'Free', 'Available'].map((name) => meminfo(name, '')),
  ...VERBOSE.map((name) => meminfo(name, '*')),
]);

export const GUEST_MEM = metricsOf<GuestSubject>('mem', [
  ['ram_total', 'gauge', 'KiB', "the guest's memory, as its balloon reports it", (subject) => total(subject)],
  ['ram_used', 'gauge', 'KiB', 'of it, what is not free', (subject) => used(subject)],
  ['*ram_vsize', 'gauge', 'bytes', "QEMU's virtual memory", ({ guest }) => guest.linux?.virtualBytes],
  ['*ram_rss', 'gauge', 'bytes', "QEMU's resident memory", ({ guest }) => guest.linux?.rssBytes],
  faults('*ram_minflt', 'minorFaults', 'page faults without I/O'),
  faults('*ram_cminflt', 'childMinorFaults', 'those of children that ended'),
  faults('*ram_majflt', 'majorFaults', 'page faults with I/O'),
  faults('*ram_cmajflt', 'childMajorFaults', 'those of children that ended'),
]);

function meminfo(name: string, star: '' | '*'): Row<HostSubject> {
  const kernelName = KERNEL_NAMES[name] ?? name;
  const isCount = kernelName.startsWith('HugePages_');
  return [
    `${star}ram_${name}`,
    'gauge',
    isCount ? 'count' : 'kB',
    `${kernelName} of /proc/meminfo`,
    ({ host }) => {
      const figure = host.sample?.memory?.[kernelName];
      return figure === undefined || isCount ? figure : figure / KIB;
    },
  ];
}

function faults(name: string, of: keyof ProcessCounters, what: string): Row<GuestSubject> {
  return [
    name,
    'difference',
    'count',
    what,
    ({ guest: { rates } }) => {
      const perSecond = rates?.process?.[of];
      return perSecond === undefined ? undefined : perSecond * (rates?.processSeconds ?? 0);
    },
  ];
}

function total(subject: GuestSubject): number | undefined {
  const bytes = subject.guest.memory.totalBytes;
  return freshReport(subject) === undefined || bytes === undefined ? undefined : bytes / KIB;
}

/** kvmtop counts caches as used; the balloon's own figure, in its group, does not. */
function used(subject: GuestSubject): number | undefined {
  const bytes = subject.guest.memory.totalBytes;
  const free = freshReport(subject)?.supplied['stat-free-memory'];
  return bytes === undefined || free === undefined ? undefined : (bytes - Number(free)) / KIB;
}

/** A report that is not fresh says nothing of now. */
export function freshReport({ guest: { qemu, memory } }: GuestSubject): BalloonReport | undefined {
  return isFresh(memory) ? qemu?.balloon?.report : undefined;
}
