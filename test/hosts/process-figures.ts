import { readdirSync } from 'node:fs';
import type { HvMonitorVm } from '../../src/formats/hv-monitor/record.js';
import type { LabHost } from '../lab/lab-host.js';
import { between, closeTo, span } from './between.js';

/** What Linux counts of a process, by its own words. */
export interface ProcessFigures {
  readonly counted: { readonly [name in (typeof COUNTED)[number]]: number };
  readonly elapsedSeconds: number;
  readonly nice: number;
  readonly priority: number;
  readonly virtualKibibytes: number;
  readonly residentBytes: number;
  readonly switches: ReadonlyMap<string, Switches>;
}

interface Switches {
  readonly voluntary: number;
  readonly involuntary: number;
}

/** What only grows, by its name in the record. */
const COUNTED = [
  ...['usertime', 'systime', 'minflt', 'majflt', 'inblk', 'oublk'],
  ...['rchar', 'wchar', 'syscr', 'syscw', 'cwbytes'],
] as const;

const TICKS = 100;
const BLOCK = 512;
/** What QEMU takes for an answer, and gives back: its resident memory is higher for a moment. */
const FOR_ANSWERS = 2 ** 20;
/** The kernel adds the pages of each CPU to the sum late (mm/percpu_counter): it may fall by as many in between. */
const UNCOUNTED = 2 ** 18;

/** Reads /proc/PID of a host. The fields of stat are counted from the one after the name, the third of proc(5). */
export function readProcess(host: LabHost, pid: number): ProcessFigures {
  const read = (file: string) => host.read(`/proc/${pid}/${file}`);
  const stat = read('stat')
    .replace(/^.*\) /s, '')
    .trim()
    .split(' ')
    .map(Number);
  const field = (number: number) => stat[number - 3] ?? Number.NaN;
  const io = (name: string) => numberIn(read('io'), name);
  const [uptime = ''] = host.read('/proc/uptime').split(' ');
  return {
    counted: {
      usertime: field(14) / TICKS,
      systime: field(15) / TICKS,
      minflt: field(10),
      majflt: field(12),
      inblk: Math.floor(io('read_bytes') / BLOCK),
      oublk: Math.floor(io('write_bytes') / BLOCK),
      rchar: io('rchar'),
      wchar: io('wchar'),
      syscr: io('syscr'),
      syscw: io('syscw'),
      cwbytes: io('cancelled_write_bytes'),
    },
    elapsedSeconds: Number(uptime) - field(22) / TICKS,
    nice: field(19),
    priority: field(18),
    virtualKibibytes: Math.floor(field(23) / 1024),
    residentBytes: (numberIn(read('status'), 'VmRSS') + numberIn(read('status'), 'HugetlbPages')) * 1024,
    switches: readSwitches(host, pid),
  };
}

function readSwitches(host: LabHost, pid: number): ReadonlyMap<string, Switches> {
  const threads = readdirSync(host.outside(`/proc/${pid}/task`)).map((thread): [string, Switches] => {
    const status = host.read(`/proc/${pid}/task/${thread}/status`);
    const voluntary = numberIn(status, 'voluntary_ctxt_switches');
    return [thread, { voluntary, involuntary: numberIn(status, 'nonvoluntary_ctxt_switches') }];
  });
  return new Map(threads);
}

function numberIn(text: string, name: string): number {
  const [, digits] = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text) ?? [];
  return Number(digits ?? Number.NaN);
}

/** What a record may say of a process, when it was taken between two readings of the same. */
export function processBetween(
  before: ProcessFigures,
  after: ProcessFigures,
  vm: HvMonitorVm,
  hostBytes: number,
): object {
  const counted = COUNTED.map((name) => [name, span(before.counted[name], after.counted[name])]);
  const residents = [before.residentBytes, after.residentBytes];
  const cpuSeconds = (vm.usertime ?? Number.NaN) + (vm.systime ?? Number.NaN);
  return {
    ...Object.fromEntries(counted),
    etimes: between(Math.floor(before.elapsedSeconds), Math.floor(after.elapsedSeconds)),
    pcpu: between(
      (100 * cpuSeconds) / after.elapsedSeconds - 0.001,
      (100 * cpuSeconds) / before.elapsedSeconds + 0.001,
    ),
    nice: before.nice,
    // As ps prints it.
    pri: 39 - before.priority,
    vsz: span(before.virtualKibibytes, after.virtualKibibytes),
    rss: between(Math.min(...residents) - UNCOUNTED, Math.max(...residents) + FOR_ANSWERS),
    pmem: closeTo((100 * (vm.rss ?? Number.NaN)) / hostBytes, 0.001),
    nvcsw: switchesBetween(before, after, 'voluntary'),
    nivcsw: switchesBetween(before, after, 'involuntary'),
  };
}

/** The sum over all threads, of which some may have ended or begun. */
function switchesBetween(before: ProcessFigures, after: ProcessFigures, kind: keyof Switches): object {
  const threads = new Set([...before.switches.keys(), ...after.switches.keys()]);
  let low = 0;
  let high = 0;
  for (const thread of threads) {
    const [first, last] = [before.switches.get(thread), after.switches.get(thread)];
    if (last !== undefined) low += first?.[kind] ?? 0;
    high += (last ?? first)?.[kind] ?? 0;
  }
  return between(low, high);
}
