import { gauge, metricsOf } from '../metric.js';
import type { SweepSource } from '../self-metrics.js';

const DOMAINS = gauge<SweepSource>('domains', 'Number of guests.', 'qgauge', ({ snapshot }) => {
  return snapshot.guests.filter(({ isNeverSeen }) => !isNeverSeen).length;
});

/** What is said of all guests together. */
export const LIBVIRT_SWEEP_METRICS = metricsOf<SweepSource>(
  'libvirt_',
  [],
  [gauge('up', '1 while the sweep is a present one.', 'qgauge', () => 1), DOMAINS],
);

/** The same of a sweep that is too old for anything else. */
export const LIBVIRT_STALE_METRICS = metricsOf<SweepSource>(
  'libvirt_',
  [],
  [gauge('up', '1 while the sweep is a present one.', 'qgauge', () => 0)],
);
