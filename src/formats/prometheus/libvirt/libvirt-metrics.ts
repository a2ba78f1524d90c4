import type { GuestSource } from '../guest-source.js';
import type { Metric } from '../metric.js';
import { LIBVIRT_BLOCK_METRICS } from './block-metrics.js';
import { LIBVIRT_DOMAIN_METRICS } from './domain-metrics.js';
import { LIBVIRT_INTERFACE_METRICS } from './interface-metrics.js';
import { LIBVIRT_MEMORY_METRICS } from './memory-metrics.js';
import { LIBVIRT_VCPU_METRICS } from './vcpu-metrics.js';

/**
 * The guests under the names of the two libvirt exporters in use, so that dashboards made for those work. Where the two differ,
 * there are both. What libvirt alone knows is not there: storage pools, jobs, I/O limits, OpenStack's metadata.
 */
export const LIBVIRT_GUEST_METRICS: readonly Metric<GuestSource>[] = [
  ...LIBVIRT_DOMAIN_METRICS,
  ...LIBVIRT_VCPU_METRICS,
  ...LIBVIRT_MEMORY_METRICS,
  ...LIBVIRT_BLOCK_METRICS,
  ...LIBVIRT_INTERFACE_METRICS,
];
