import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRIC_SETS } from '../../../src/formats/prometheus/metric-sets.js';
import { encodePrometheus } from '../../../src/formats/prometheus/prometheus.js';
import { findCheckoutRoot } from '../../lab/checkout.js';
import { findPrometheus, type PrometheusPrograms, runPromtool } from '../../lab/prometheus.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { AFTER, BEFORE } from '../moving-snapshot.js';
import { RICH } from '../rich-snapshot.js';

const DEPLOY = join(findCheckoutRoot(), 'deploy', 'prometheus');
const found = await findPrometheus();

function programs(): PrometheusPrograms {
  if (found === undefined) throw new Error('there is no promtool, and none could be fetched');
  return found;
}

describe.skipIf(found === undefined && !('CI' in process.env))('promtool', () => {
  it.each(METRIC_SETS)('has nothing to say against the metrics %s', async (metrics) => {
    for (const snapshot of [BEFORE, AFTER, RICH]) {
      for (const isStale of [false, true]) {
        const text = encodePrometheus(snapshot, { metrics, format: 'text', isStale, intervalSeconds: 5 });
        expect(await runPromtool(programs(), ['check', 'metrics'], text)).toBe('');
      }
    }
  });

  it.each(METRIC_SETS)('makes a database of the OpenMetrics %s', async (metrics) => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'metrics');
    const text = encodePrometheus(AFTER, { metrics, format: 'openmetrics' });
    // Blocks are made of series with a time, which an exposer leaves to the scraper.
    await writeFile(file, text.replace(/^([^#].*)$/gm, `$1 ${AFTER.takenAtSeconds}`));
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', file, join(directory, 'data')];
    expect(await runPromtool(programs(), args)).toContain('NUM SAMPLES');
  });

  it('accepts the configuration, the rules and the alerts', async () => {
    const files = ['rules.yml', 'alerts.yml'].map((name) => join(DEPLOY, name));
    expect(await runPromtool(programs(), ['check', 'rules', ...files])).not.toContain('FAILED');
    expect(await runPromtool(programs(), ['check', 'config', join(DEPLOY, 'prometheus.yml')])).toContain(
      'is valid',
    );
  });

  it('finds the rules and the alerts right', async () => {
    const output = await runPromtool(programs(), ['test', 'rules', join(DEPLOY, 'rules.test.yml')]);
    expect(output).toContain('SUCCESS');
  });

  it('finds an alert wrong whose limit is another', async () => {
    const directory = join(await temporaryDirectory(), 'deploy');
    await cp(DEPLOY, directory, { recursive: true });
    const alerts = join(directory, 'alerts.yml');
    await writeFile(alerts, (await readFile(alerts, 'utf8')).replace('> 0.95', '> 0.99'));
    const test = runPromtool(programs(), ['test', 'rules', join(directory, 'rules.test.yml')]);
    await expect(test).rejects.toThrow('failed with status 1');
  });
});
