import type { NicSnapshot } from '../../model/snapshot.js';
import { CGROUP_METRICS } from './cgroup-metrics.js';
import { CPU_METRICS } from './cpu-metrics.js';
import { DISK_METRICS } from './disk-metrics.js';
import { GUEST_METRICS, STALE_GUEST_METRICS } from './guest-metrics.js';
import type { GuestSource, LabelNames } from './guest-source.js';
import { HOST_METRICS, type HostSource } from './host-metrics.js';
import { LIBVIRT_GUEST_METRICS } from './libvirt/libvirt-metrics.js';
import { LIBVIRT_STALE_METRICS, LIBVIRT_SWEEP_METRICS } from './libvirt/libvirt-summary.js';
import { MEMORY_METRICS } from './memory-metrics.js';
import type { Metric } from './metric.js';
import { NIC_METRICS } from './nic-metrics.js';
import { PROCESS_METRICS } from './process-metrics.js';
import { OVERVIEW_METRICS, SELF_METRICS, SWEEP_TIME_METRICS, type SweepSource } from './self-metrics.js';

/** qgauge's own names, or those of the libvirt exporters. */
export const METRIC_SETS = ['qgauge', 'libvirt'] as const;
export type MetricSetName = (typeof METRIC_SETS)[number];

/** The metrics of a set, in the order in which they are written, and are left out last. */
export interface MetricSet {
  readonly names: LabelNames;
  readonly sweep: readonly Metric<SweepSource>[];
  readonly guest: readonly Metric<GuestSource>[];
  readonly host: readonly Metric<HostSource>[];
}

/** What there is while the sweep is a present one. */
export const FRESH_SETS: { readonly [name in MetricSetName]: MetricSet } = {
  qgauge: {
    names: {
      ...{ guest: 'guest', disk: 'disk', nic: 'nic' },
      nicNameOf: ({ nic }: NicSnapshot, at: number) => nic.id ?? `nic${at}`,
    },
    sweep: [...SWEEP_TIME_METRICS, ...SELF_METRICS, ...OVERVIEW_METRICS],
    guest: [
      ...GUEST_METRICS,
      ...MEMORY_METRICS,
      ...CPU_METRICS,
      ...PROCESS_METRICS,
      ...DISK_METRICS,
      ...NIC_METRICS,
      ...CGROUP_METRICS,
    ],
    host: HOST_METRICS,
  },
  libvirt: {
    names: {
      ...{ guest: 'domain', disk: 'target_device', nic: 'target_device' },
      nicNameOf: ({ host }: NicSnapshot) => host?.name,
    },
    sweep: [...SWEEP_TIME_METRICS, ...LIBVIRT_SWEEP_METRICS],
    guest: LIBVIRT_GUEST_METRICS,
    host: [],
  },
};

/** What is left of that when the sweep is too old: nothing that would pass as a present figure. */
export const STALE_SETS: { readonly [name in MetricSetName]: MetricSet } = {
  qgauge: {
    ...FRESH_SETS.qgauge,
    sweep: [...SWEEP_TIME_METRICS, ...SELF_METRICS],
    guest: STALE_GUEST_METRICS,
    host: [],
  },
  libvirt: {
    ...FRESH_SETS.libvirt,
    sweep: [...SWEEP_TIME_METRICS, ...LIBVIRT_STALE_METRICS],
    guest: [],
  },
};
