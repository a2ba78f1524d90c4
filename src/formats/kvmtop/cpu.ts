import { quotientOf } from '../../model/counters.js';
import type { CpuTimes } from '../../model/host-sample.js';
import type { ThreadRates } from '../../model/rates.js';
import { type MetricValue, metricsOf, percent, type Row } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

const HERTZ_PER_MEGAHERTZ = 1e6;

export const HOST_CPU = metricsOf<HostSubject>('cpu', [
  ['cpu_cores', 'gauge', 'count', 'CPUs that are online', ({ host }) => host.sample?.cpu?.cores],
  ['cpu_curfreq', 'gauge', 'MHz', 'frequency now, mean over the CPUs', frequency('currentHertz')],
  time('cpu_user', 'user', 'in user mode, guests included'),
  time('cpu_system', 'system', 'in the kernel'),
  time('cpu_idle', 'idle', 'idle'),
  time('cpu_steal', 'steal', "taken by the host's own hypervisor"),
  ['*cpu_minfreq', 'gauge', 'MHz', 'lowest frequency, mean over the CPUs', frequency('minimumHertz')],
  ['*cpu_maxfreq', 'gauge', 'MHz', 'highest frequency, mean over the CPUs', frequency('maximumHertz')],
  time('*cpu_nice', 'nice', 'in user mode at low priority'),
  time('*cpu_iowait', 'iowait', 'idle while I/O was under way'),
  time('*cpu_irq', 'irq', 'serving interrupts'),
  time('*cpu_softirq', 'softirq', 'serving soft interrupts'),
  time('*cpu_guest', 'guest', 'running guests; also in cpu_user'),
  time('*cpu_guestnice', 'guestNice', 'running guests at low priority; also in cpu_nice'),
]);

export const GUEST_CPU = metricsOf<GuestSubject>('cpu', [
  ['cpu_cores', 'gauge', 'count', 'vCPUs', ({ guest }) => guest.qemu?.vcpus?.length],
  ['cpu_total', 'percent', '%', 'of the time that a vCPU thread ran, mean', mean(isVcpu, 'runRatio')],
  ['cpu_steal', 'percent', '%', 'that a vCPU thread waited for a CPU, mean', mean(isVcpu, 'waitRatio')],
  ['*cpu_other_total', 'percent', '%', 'that any other thread ran, mean', mean(isOther, 'runRatio')],
  ['*cpu_other_steal', 'percent', '%', 'that any other thread waited, mean', mean(isOther, 'waitRatio')],
]);

function time(name: string, of: keyof CpuTimes, what: string): Row<HostSubject> {
  return [name, 'percent', '%', `time of all CPUs ${what}`, ({ host }) => percent(host.rates?.cpu?.[of])];
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

/** Over the threads of which it is known. */
function mean(
  isMeant: (thread: ThreadRates) => boolean,
  of: 'runRatio' | 'waitRatio',
): (subject: GuestSubject) => MetricValue {
  return ({ guest }) => {
    const known = guest.rates?.threads?.filter((thread) => isMeant(thread) && thread[of] !== undefined) ?? [];
    if (known.length === 0) return undefined;
    return percent(known.reduce((sum, thread) => sum + (thread[of] ?? 0), 0) / known.length);
  };
}
