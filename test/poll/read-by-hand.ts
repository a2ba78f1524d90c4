import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The test's own readers of /proc: sharing those of the product would hide its faults. */
type Figures = Readonly<Record<string, number>>;

/** proc_pid_schedstat(5): the time that each thread has run and waited, in nanoseconds. */
export function readSchedstats(
  pid: number,
): ReadonlyMap<number, { readonly run: number; readonly wait: number }> {
  const threads = readdirSync(`/proc/${pid}/task`).map((tid) => {
    const [run = Number.NaN, wait = Number.NaN] = numbersIn(`/proc/${pid}/task/${tid}/schedstat`);
    return [Number(tid), { run, wait }] as const;
  });
  return new Map(threads);
}

/** proc_pid_stat(5), by the field numbers of the manual page. */
export function readFaults(pid: number): Figures {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const field = (number: number) => Number(fields[number - 3]);
  return { ram_minflt: field(10), ram_cminflt: field(11), ram_majflt: field(12), ram_cmajflt: field(13) };
}

/** proc_pid_io(5). */
export function readIo(pid: number): Figures {
  return named(`/proc/${pid}/io`, /^(\w+): (\d+)$/gm);
}

/** proc_meminfo(5), kB or counts. */
export function readMeminfo(): Figures {
  return named('/proc/meminfo', /^([\w()]+): +(\d+)/gm);
}

/** proc_stat(5): the ticks of all CPUs, in the order of the `cpu` line. */
export function readCpuTicks(): readonly number[] {
  return (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/\s+/).slice(1).map(Number);
}

/** The kernel's iostats document: the figures of one device, from `reads completed` on. */
export function readDiskstats(device: string): readonly number[] {
  const line = readFileSync('/proc/diskstats', 'utf8')
    .split('\n')
    .find((candidate) => candidate.trim().split(/\s+/)[2] === device);
  return (line ?? '').trim().split(/\s+/).slice(3).map(Number);
}

/** The kernel's psi document, e.g. `psi_some_cpu_avg10`. */
export function readPressures(): Figures {
  const entries = ['cpu', 'io', 'memory'].flatMap((resource) => {
    const lines = readFileSync(`/proc/pressure/${resource}`, 'utf8').trim().split('\n');
    return lines.flatMap((line) => {
      const [scope, ...figures] = line.split(' ');
      return figures.map((figure) => {
        const [name, value] = figure.split('=');
        return [`psi_${scope}_${resource.slice(0, 3)}_${name}`, Number(value)] as const;
      });
    });
  });
  return Object.fromEntries(entries);
}

const NET_DEV = [
  ...['Bytes', 'Packets', 'Errs', 'Drop', 'Fifo', 'Frame', 'Compressed', 'Multicast'].map(
    (name) => `received${name}`,
  ),
  ...['Bytes', 'Packets', 'Errs', 'Drop', 'Fifo', 'Colls', 'Carrier', 'Compressed'].map(
    (name) => `transmitted${name}`,
  ),
];

/** proc_pid_net(5), net/dev, by kvmtop's names. */
export function readNetDev(pid: number | 'self', ifname: string): Figures {
  const line = readFileSync(`/proc/${pid}/net/dev`, 'utf8')
    .split('\n')
    .find((candidate) => candidate.trim().startsWith(`${ifname}:`));
  const figures = (line?.split(':')[1] ?? '').trim().split(/\s+/).map(Number);
  return Object.fromEntries(NET_DEV.map((name, at) => [name, figures[at] ?? Number.NaN]));
}

/** The counters of an interface in a network namespace, from `ip -s -s link`, by kvmtop's names. */
export function readLink(namespace: string, ifname: string): Figures {
  const args = ['-netns', namespace, '-s', '-s', '-j', 'link', 'show', 'dev', ifname];
  const [link] = JSON.parse(execFileSync('ip', args, { encoding: 'utf8' }));
  const { rx, tx } = link.stats64;
  return {
    receivedBytes: rx.bytes,
    receivedPackets: rx.packets,
    receivedErrs: rx.errors,
    // net/dev has one counter for these.
    receivedDrop: rx.dropped + rx.missed_errors,
    receivedFifo: rx.fifo_errors,
    receivedFrame: rx.length_errors + rx.over_errors + rx.crc_errors + rx.frame_errors,
    receivedCompressed: rx.compressed ?? 0,
    receivedMulticast: rx.multicast,
    transmittedBytes: tx.bytes,
    transmittedPackets: tx.packets,
    transmittedErrs: tx.errors,
    transmittedDrop: tx.dropped,
    transmittedFifo: tx.fifo_errors,
    transmittedColls: tx.collisions,
    transmittedCarrier: tx.carrier_errors + tx.aborted_errors + tx.window_errors + tx.heartbeat_errors,
    transmittedCompressed: tx.compressed ?? 0,
  };
}

function numbersIn(path: string): readonly number[] {
  return readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
}

function named(path: string, line: RegExp): Figures {
  const matches = readFileSync(path, 'utf8').matchAll(line);
  return Object.fromEntries(Array.from(matches, ([, name = '', figure]) => [name, Number(figure)]));
}
