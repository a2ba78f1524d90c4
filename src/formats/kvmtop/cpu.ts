import { quotientOf } from '../../model/counters.js';
import type { CpuTimes } from '../../model/host-sample.js';
import type { ThreadRates } from '../../model/rates.js';
import { type MetricValue, metricsOf, percent, type Row, verbose } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

const HERTZ_PER_MEGAHERTZ = 1e6;

/** Shares of the time of all CPUs, and frequencies. */
export const HOST_CPU = metricsOf<HostSubject>('cpu', [
  {
    name: 'cpu_cores',
    kind: 'gauge',
    unit: 'count',
    describe: 'CPUs that are online',
    figureOf: ({ host }) => host.sample?.cpu?.cores,
  },
  {
    name: 'cpu_curfreq',
    kind: 'gauge',
    unit: 'MHz',
    describe: 'present frequency, mean over the CPUs',
    figureOf: frequency('currentHertz'),
  },
  time('cpu_user', 'user', 'in user mode, guests included'),
  time('cpu_system', 'system', 'in the kernel'),
  time('cpu_idle', 'idle', 'idle'),
  time('cpu_steal', 'steal', "taken by the host's own hypervisor"),
  verbose({
    name: 'cpu_minfreq',
    kind: 'gauge',
    unit: 'MHz',
    describe: 'lowest frequency, mean over the CPUs',
    figureOf: frequency('minimumHertz'),
  }),
  verbose({
    name: 'cpu_maxfreq',
    kind: 'gauge',
    unit: 'MHz',
    describe: 'highest frequency, mean over the CPUs',
    figureOf: frequency('maximumHertz'),
  }),
  verbose(time('cpu_nice', 'nice', 'in user mode at low priority')),
  verbose(time('cpu_iowait', 'iowait', 'idle while I/O was in progress')),
  verbose(time('cpu_irq', 'irq', 'serving interrupts')),
  verbose(time('cpu_softirq', 'softirq', 'serving soft interrupts')),
  verbose(time('cpu_guest', 'guest', 'running guests; also in cpu_user')),
  verbose(time('cpu_guestnice', 'guestNice', 'running guests at low priority; also in cpu_nice')),
]);

/** Shares of the time of a guest's threads. */
export const GUEST_CPU = metricsOf<GuestSubject>('cpu', [
  {
    name: 'cpu_cores',
    kind: 'gauge',
    unit: 'count',
    describe: 'vCPUs',
    figureOf: ({ guest }) => guest.qemu?.vcpus?.length,
  },
  {
    name: 'cpu_total',
    kind: 'percent',
    unit: '%',
    describe: 'share of the time that a vCPU thread ran, mean',
    figureOf: mean(isVcpu, 'runRatio'),
  },
  {
    name: 'cpu_steal',
    kind: 'percent',
    unit: '%',
    describe: 'share of the time that a vCPU thread waited for a CPU, mean',
    figureOf: mean(isVcpu, 'waitRatio'),
  },
  verbose({
    name: 'cpu_other_total',
    kind: 'percent',
    unit: '%',
    describe: 'share of the time that another thread ran, mean',
    figureOf: mean(isOther, 'runRatio'),
  }),
  verbose({
    name: 'cpu_other_steal',
    kind: 'percent',
    unit: '%',
    describe: 'share of the time that another thread waited for a CPU, mean',
    figureOf: mean(isOther, 'waitRatio'),
  }),
]);

function time(name: string, of: keyof CpuTimes, what: string): Row<HostSubject> {
  return {
    name,
    kind: 'percent',
    unit: '%',
    describe: `time of all CPUs ${what}`,
    figureOf: ({ host }) => percent(host.rates?.cpu?.[of]),
  };
}

function frequency(
  of: 'currentHertz' | 'minimumHertz' | 'maximumHertz',
): (subject: HostSubject) => MetricValue {
  return ({ host }) => quotientOf(host.sample?.cpu?.[of], HERTZ_PER_MEGAHERTZ);
}

function isVcpu({ role }: ThreadRates): boolean {
  return role === 'vcpu';
}

function isOther({ role }: ThreadRates): boolean {
  return role !== undefined && role !== 'vcpu';
}

/** Mean over the threads whose figure is known; `undefined` when there are none. */
function mean(
  isCounted: (thread: ThreadRates) => boolean,
  of: 'runRatio' | 'waitRatio',
): (subject: GuestSubject) => MetricValue {
  return ({ guest }) => {
    const known =
      guest.rates?.threads?.filter((thread) => isCounted(thread) && thread[of] !== undefined) ?? [];
    if (known.length === 0) return undefined;
    return percent(known.reduce((sum, thread) => sum + (thread[of] ?? 0), 0) / known.length);
  };
}
