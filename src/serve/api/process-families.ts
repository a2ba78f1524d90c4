import { readdirSync } from 'node:fs';
import type { MetricFamily } from '../../formats/prometheus/metric-family.js';

/** What Prometheus' own libraries report of a process, and a snapshot does not know of the daemon. */
export function processFamilies(startedAtSeconds: number): readonly MetricFamily[] {
  const openFiles = countOpenFiles();
  return [
    {
      name: 'process_start_time_seconds',
      type: 'gauge',
      help: 'Start time of the process since the epoch.',
      unit: 'seconds',
      samples: [{ labels: '', value: startedAtSeconds }],
    },
    {
      name: 'process_open_fds',
      type: 'gauge',
      help: 'Number of open file descriptors.',
      samples: openFiles === undefined ? [] : [{ labels: '', value: openFiles }],
    },
  ];
}

/** `undefined` where none is left to read them with. */
function countOpenFiles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}
