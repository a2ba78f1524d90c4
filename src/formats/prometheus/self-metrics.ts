import type { SelfSample } from '../../model/self-sample.js';
import type { Snapshot } from '../../model/snapshot.js';
import { VERSION } from '../../support/version.js';
import { RUN_STATES } from './closed-sets.js';
import type { Budgeted } from './gather.js';
import { countedState } from './guest-metrics.js';
import {
  counter,
  counters,
  gauge,
  info,
  type Labelled,
  type Metric,
  metricsOf,
  type Row,
  summary,
} from './metric.js';

/** A sweep as a whole. */
export interface SweepSource extends Budgeted, Labelled {
  readonly snapshot: Snapshot;
  readonly self: SelfSample | undefined;
  /** From one sweep to the next; `undefined` for a single one. */
  readonly intervalSeconds: number | undefined;
}

/** When the sweep was taken: what tells how old everything is. */
export const SWEEP_TIME_METRICS = metricsOf<SweepSource>(
  'qgauge_sweep_',
  [],
  [
    gauge(
      'timestamp_seconds',
      'When the sweep ended whose figures these are.',
      'qgauge',
      ({ snapshot }) => snapshot.takenAtSeconds,
    ),
    gauge('interval_seconds', 'From one sweep to the next.', 'qgauge', (source) => source.intervalSeconds),
  ],
);

/** What measuring costs, and how well it works. Counts are since the start of the daemon. */
export const SELF_METRICS: readonly Metric<SweepSource>[] = [
  ...metricsOf<SweepSource>(
    'qgauge_',
    [],
    [
      info('build_info', ['version', 'node'], 'The versions of qgauge and Node.js.', 'qgauge', () => ({
        version: VERSION,
        node: process.version.slice(1),
      })),
      ownGauge('sweep_duration_seconds', 'What the sweep took.', (self) => self.sweepSeconds),
      ownGauge(
        'sweep_discover_seconds',
        'The part of it spent on finding guests and monitors.',
        (self) => self.discoverSeconds,
      ),
      ownGauge(
        'sweep_host_seconds',
        'The part of it spent on reading what Linux reports.',
        (self) => self.hostSeconds,
      ),
      ownGauge('sweep_late_seconds', 'How late the sweep began.', (self) => self.lateSeconds),
      ownGauge(
        'event_loop_late_seconds',
        'By how much qgauge itself was late during the sweep: much where its host has no CPU to spare.',
        (self) => self.loopLateSeconds,
      ),
      ownGauge(
        'oldest_sample_seconds',
        'The age of the oldest sample of the sweep.',
        (self) => self.oldestSeconds,
      ),
      ownGauge('guests_answered', 'Guests that answered in the sweep.', (self) => self.answered),
      summary<SweepSource>(
        'guest_answer_seconds',
        'quantile',
        'What guests took to answer in the sweep, from the connection to the last reply.',
        'qgauge',
        {
          '0.5': ({ self }) => self?.latency?.p50Seconds,
          '0.99': ({ self }) => self?.latency?.p99Seconds,
          '1.0': ({ self }) => self?.latency?.maxSeconds,
        },
      ),
      ownCounter('sweeps_total', 'Sweeps.', (self) => self.sweep),
      ownCounter(
        'missed_sweeps_total',
        'Sweeps that were skipped, because the one before took too long.',
        (self) => self.missedSweeps,
      ),
      ownCounter('timeouts_total', 'Answers that did not come in time.', (self) => self.timeouts),
      ownCounter('reconnects_total', 'Connections that were made again.', (self) => self.reconnects),
      ownCounter('abandoned_connections_total', 'Connections that were given up.', (self) => self.abandoned),
      ownCounter('commands_total', 'Commands sent to guests.', (self) => self.commands),
      ownCounter('request_bytes_total', 'Bytes sent to guests.', (self) => self.requestBytes),
      ownGauge(
        'slow_lane_guests',
        'Guests that are being asked what may take long.',
        (self) => self.slowLane.running,
      ),
      ownGauge(
        'slow_lane_duration_seconds',
        'The slowest answer to that in the sweep.',
        (self) => self.slowLane.maxSeconds,
      ),
      counters<SweepSource>('slow_lane_samples_total', 'result', 'How often that was asked.', 'qgauge', {
        success: ({ self }) => self?.slowLane.done,
        failure: ({ self }) => self?.slowLane.failed,
      }),
      ownGauge('heap_bytes', 'Heap of the daemon.', (self) => self.heapBytes),
    ],
  ),
  ...metricsOf<SweepSource>(
    'process_',
    [],
    [
      ownCounter('cpu_seconds_total', 'CPU time of the daemon.', (self) => self.cpuSeconds),
      ownGauge('resident_memory_bytes', 'Memory of the daemon.', (self) => self.rssBytes),
    ],
  ),
];

/** What the sweep says of all guests together. */
export const OVERVIEW_METRICS = metricsOf<SweepSource>(
  'qgauge_',
  [],
  [
    guestsByState(),
    gauge(
      'warnings',
      'Things that an administrator should know, such as two guests of one name; the API and qgauge ls name them.',
      'qgauge',
      ({ snapshot }) => snapshot.warnings.length,
    ),
  ],
);

function ownGauge(name: string, help: string, figureOf: (self: SelfSample) => number | undefined) {
  return gauge<SweepSource>(name, help, 'qgauge', ({ self }) => self && figureOf(self));
}

function ownCounter(name: string, help: string, figureOf: (self: SelfSample) => number | undefined) {
  return counter<SweepSource>(name, help, 'qgauge', ({ self }) => self && figureOf(self));
}

/** Every state has a count, also of 0; guests that were never seen are in none. */
function guestsByState(): Row<SweepSource> {
  const states = [...RUN_STATES, 'unknown'];
  return {
    ...{ name: 'guests', type: 'gauge', labels: ['state'], from: 'query-status' },
    help: 'Guests by run state; unknown are those that did not answer.',
    addOf: ({ snapshot }, sink) => {
      const counts = new Map(states.map((state) => [state, 0]));
      for (const guest of snapshot.guests) {
        if (guest.isNeverSeen) continue;
        const state = countedState(guest);
        counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      for (const [state, count] of counts) sink.add(`state="${state}"`, count);
    },
  };
}
