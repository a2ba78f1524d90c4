import type { GuestSource, ThreadSource } from './guest-source.js';
import { counter, counters, gauge, type Metric, metricsOf, metricsOfEach } from './metric.js';

const NANOSECONDS = 1e9;

/** The CPU time of a guest: of its process, its vCPUs and its iothreads. */
export const CPU_METRICS: readonly Metric<GuestSource>[] = [
  ...metricsOf<GuestSource>(
    'qgauge_guest_',
    ['guest'],
    [
      gauge('cpus', 'Number of vCPUs.', 'query-cpus-fast', ({ guest }) => guest.qemu?.vcpus?.length),
      counters(
        'cpu_seconds_total',
        'mode',
        'CPU time of the whole QEMU process; that of the guest is in user.',
        '/proc/PID/stat',
        {
          user: ({ guest }) => guest.linux?.userSeconds,
          system: ({ guest }) => guest.linux?.systemSeconds,
        },
      ),
    ],
  ),
  ...metricsOfEach<GuestSource, ThreadSource>(
    { prefix: 'qgauge_guest_', labels: ['guest', 'vcpu'], items: ({ vcpus }) => vcpus },
    [
      counter(
        'vcpu_seconds_total',
        'Time that the thread of the vCPU ran. vCPUs that share a thread (TCG) have it at the first one.',
        '/proc/PID/task/TID/schedstat',
        runSeconds,
      ),
      counter(
        'vcpu_wait_seconds_total',
        'Time that the thread of the vCPU was ready and had no CPU of the host: the guest sees it as stolen.',
        '/proc/PID/task/TID/schedstat',
        waitSeconds,
      ),
    ],
  ),
  ...metricsOfEach<GuestSource, ThreadSource>(
    { prefix: 'qgauge_guest_', labels: ['guest', 'iothread'], items: ({ iothreads }) => iothreads },
    [
      counter(
        'iothread_seconds_total',
        'Time that the iothread ran.',
        '/proc/PID/task/TID/schedstat',
        runSeconds,
      ),
    ],
  ),
];

/** Time on a CPU. */
export function runSeconds({ thread }: ThreadSource): number | undefined {
  return thread?.runNanoseconds === undefined ? undefined : thread.runNanoseconds / NANOSECONDS;
}

/** Time ready, without a CPU. */
export function waitSeconds({ thread }: ThreadSource): number | undefined {
  return thread?.waitNanoseconds === undefined ? undefined : thread.waitNanoseconds / NANOSECONDS;
}
