import type { SelfSample } from '../../model/self-sample.js';
import { fieldsOf, measurementOf } from './measurement.js';
import { HOST_TAGS } from './source.js';

/** What {@link SELF} prints, with the tags of the host. */
export interface SelfSource {
  readonly tags: string;
  readonly self: SelfSample | undefined;
}

/** What measuring costs, and how well it works. */
export const SELF = measurementOf<SelfSource, SelfSample>(
  'qgauge_self',
  HOST_TAGS,
  fieldsOf<SelfSample>(undefined, [
    ['sweep', 'integer', 'counter', 'count', (self) => self.sweep],
    ['sweep_seconds', 'float', 'gauge', 's', (self) => self.sweepSeconds],
    ['discover_seconds', 'float', 'gauge', 's', (self) => self.discoverSeconds],
    ['host_seconds', 'float', 'gauge', 's', (self) => self.hostSeconds],
    ['late_seconds', 'float', 'gauge', 's', (self) => self.lateSeconds],
    ['loop_late_seconds', 'float', 'gauge', 's', (self) => self.loopLateSeconds],
    ['missed_sweeps', 'integer', 'counter', 'count', (self) => self.missedSweeps],
    ['guests', 'integer', 'gauge', 'count', (self) => self.guests],
    ['answered', 'integer', 'gauge', 'count', (self) => self.answered],
    ['latency_p50_seconds', 'float', 'gauge', 's', (self) => self.latency?.p50Seconds],
    ['latency_p99_seconds', 'float', 'gauge', 's', (self) => self.latency?.p99Seconds],
    ['latency_max_seconds', 'float', 'gauge', 's', (self) => self.latency?.maxSeconds],
    ['slow_lane_running', 'integer', 'gauge', 'count', (self) => self.slowLane.running],
    ['slow_lane_done', 'integer', 'counter', 'count', (self) => self.slowLane.done],
    ['slow_lane_failed', 'integer', 'counter', 'count', (self) => self.slowLane.failed],
    ['slow_lane_max_seconds', 'float', 'gauge', 's', (self) => self.slowLane.maxSeconds],
    ['timeouts', 'integer', 'counter', 'count', (self) => self.timeouts],
    ['reconnects', 'integer', 'counter', 'count', (self) => self.reconnects],
    ['abandoned', 'integer', 'counter', 'count', (self) => self.abandoned],
    ['commands', 'integer', 'counter', 'count', (self) => self.commands],
    ['request_bytes', 'integer', 'counter', 'bytes', (self) => self.requestBytes],
    ['oldest_seconds', 'float', 'gauge', 's', (self) => self.oldestSeconds],
    ['cpu_seconds', 'float', 'counter', 's', (self) => self.cpuSeconds],
    ['cpu_ratio', 'float', 'rate', 's', (self) => self.cpuRatio],
    ['rss_bytes', 'integer', 'gauge', 'bytes', (self) => self.rssBytes],
    ['heap_bytes', 'integer', 'gauge', 'bytes', (self) => self.heapBytes],
    ['dropped_bytes', 'integer', 'counter', 'bytes', (self) => self.droppedBytes],
  ]),
  ({ tags, self }) => (self === undefined ? [] : [[tags, self]]),
);
