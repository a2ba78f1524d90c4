import { describe, it } from 'vitest';
import { METRIC_SETS } from '../../../src/formats/prometheus/metric-sets.js';
import { encodePrometheus } from '../../../src/formats/prometheus/prometheus.js';
import { expectGolden } from '../golden.js';
import { AFTER } from '../moving-snapshot.js';
import { RICH } from '../rich-snapshot.js';

/** Metrics have the version of Node.js in them, which is not that of every machine. */
function withoutVersions(text: string): string {
  return text.replace(/(qgauge_build_info\{).*(\} 1)/, '$1version="VERSION",node="NODE"$2');
}

describe.each(METRIC_SETS)('the metrics %s', (metrics) => {
  it('are written as text for a sweep of a poller', async () => {
    const text = encodePrometheus(AFTER, { metrics, format: 'text', intervalSeconds: 10 });
    await expectGolden(withoutVersions(text), `prometheus-${metrics}.txt`);
  });

  it('are written as OpenMetrics for a single snapshot', async () => {
    const text = encodePrometheus(RICH, { metrics, format: 'openmetrics' });
    await expectGolden(withoutVersions(text), `prometheus-${metrics}.openmetrics`);
  });

  it('say only that no guest is up when the sweep is too old', async () => {
    const text = encodePrometheus(AFTER, { metrics, format: 'text', isStale: true });
    await expectGolden(withoutVersions(text), `prometheus-${metrics}-stale.txt`);
  });
});
