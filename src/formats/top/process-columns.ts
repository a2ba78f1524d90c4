import type { ProcessCounters } from '../../model/rates.js';
import { percent as percentOfRatio } from '../kvmtop/metric.js';
import type { TableColumn } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { cpuPercent } from './cpu-figures.js';
import { alarm, plus } from './figures.js';
import type { GuestRow } from './guest-row.js';

const { bytes, seconds, percent, count } = columnsOf<GuestRow>();

/** What Linux says of the QEMU process. */
export const PROCESS_COLUMNS: readonly TableColumn<GuestRow>[] = [
  percent('user', 'USER%', 'CPU time in user mode, vCPUs included', ofCpu('userSeconds')),
  percent('system', 'SYS%', 'CPU time in the kernel', ofCpu('systemSeconds')),
  seconds('time', 'TIME', 'CPU time since the start of its QEMU', cpuTime),
  count('threads', 'THREADS', 'threads of its QEMU', ({ guest }) => guest.linux?.threads.length),
  count('nice', 'NICE', 'nice value', ({ guest }) => guest.linux?.nice),
  count('priority', 'PRIO', 'priority', ({ guest }) => guest.linux?.priority),
  bytes('virt', 'VIRT', 'virtual memory of its QEMU', ({ guest }) => guest.linux?.virtualBytes),
  bytes('swap', 'SWAP', 'memory of its QEMU that the host has swapped out', swapOf, {
    emphasis: (row) => alarm(swapOf(row), 0, Number.POSITIVE_INFINITY),
  }),
  bytes('huge', 'HUGE', 'its memory in huge pages', ({ guest }) => guest.linux?.hugetlbBytes),
  count('ksm', 'KSM', 'pages that KSM has merged', ({ guest }) => guest.linux?.ksmMergedPages),
  count('minflt', 'MINFLT/s', 'page faults of its QEMU without I/O', ofProcess('minorFaults')),
  count('majflt', 'MAJFLT/s', 'page faults of its QEMU with I/O', ofProcess('majorFaults')),
  count('csw', 'CSW/s', 'context switches because it waited', ofProcess('voluntarySwitches')),
  count('icsw', 'ICSW/s', 'context switches because its time was up', ofProcess('involuntarySwitches')),
  percent('iodelay', 'IODELAY%', 'time that its QEMU waited for block devices', ({ guest }) =>
    percentOfRatio(guest.rates?.process?.blockIoDelaySeconds),
  ),
  bytes(
    'ioread',
    'IO-RD/s',
    'bytes that its QEMU read from storage',
    ({ guest }) => guest.rates?.io?.readBytes,
  ),
  bytes('iowrite', 'IO-WR/s', 'bytes that its QEMU wrote to storage', ({ guest }) => {
    return guest.rates?.io?.writtenBytes;
  }),
];

function ofCpu(counter: 'userSeconds' | 'systemSeconds'): (row: GuestRow) => number | undefined {
  return (row) => cpuPercent(row.guest.rates?.process?.[counter], row);
}

function ofProcess(counter: keyof ProcessCounters): (row: GuestRow) => number | undefined {
  return ({ guest }) => guest.rates?.process?.[counter];
}

function cpuTime({ guest: { linux } }: GuestRow): number | undefined {
  return plus(linux?.userSeconds, linux?.systemSeconds);
}

function swapOf({ guest }: GuestRow): number | undefined {
  return guest.linux?.swapBytes;
}
