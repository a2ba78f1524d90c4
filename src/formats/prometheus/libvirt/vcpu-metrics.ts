import { runSeconds, waitSeconds } from '../cpu-metrics.js';
import type { GuestSource, ThreadSource } from '../guest-source.js';
import { counter, gauge, type Metric, metricsOf, metricsOfEach } from '../metric.js';

const SCHEDSTAT = '/proc/PID/task/TID/schedstat';
/** virVcpuState: QEMU lists only vCPUs that are plugged in. */
const RUNNING = 1;

export const LIBVIRT_VCPU_METRICS: readonly Metric<GuestSource>[] = [
  ...metricsOf<GuestSource>(
    'libvirt_domain_vcpu_',
    ['domain'],
    [gauge('current', 'Number of vCPUs.', 'query-cpus-fast', ({ guest }) => guest.qemu?.vcpus?.length)],
  ),
  ...metricsOfEach<GuestSource, ThreadSource>(
    { prefix: 'libvirt_domain_vcpu_', labels: ['domain', 'vcpu'], items: ({ vcpus }) => vcpus },
    [
      gauge('state', '1: the vCPU is plugged in.', 'query-cpus-fast', () => RUNNING),
      counter('time_seconds_total', 'Time that the thread of the vCPU ran.', SCHEDSTAT, runSeconds),
      counter(
        'delay_seconds_total',
        'Time that the thread of the vCPU was ready and had no CPU of the host.',
        SCHEDSTAT,
        waitSeconds,
      ),
    ],
  ),
];
