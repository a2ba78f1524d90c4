import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { freePort } from '../../free-port.js';
import { findCheckoutRoot } from '../../lab/checkout.js';
import { findPrometheus, type RunningPrometheus, startPrometheus } from '../../lab/prometheus.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';
import { VCPU_LOAD } from './linux-parts.js';
import { type MetricsServer, serveMetrics } from './metrics-server.js';

const found = await findPrometheus();
/** Scrapes are a second apart. */
const WINDOW = '5s';
/** Much shorter than a scrape, or a scrape would find figures that are nearly as old as the one before. */
const SWEEP_SECONDS = 0.25;
const ODD = 'odd "name" 🐧\\';

/** What dashboards for the libvirt exporters ask. */
const LIBVIRT_EXPRESSIONS = [
  'libvirt_up == 1',
  'libvirt_domains == 3',
  `rate(libvirt_domain_info_cpu_time_seconds_total[${WINDOW}]) / libvirt_domain_info_virtual_cpus * 100`,
  `rate(libvirt_domain_info_cpu_time_seconds_total[${WINDOW}]) / libvirt_domain_vcpu_current * 100`,
  `sum by (domain) (rate(libvirt_domain_vcpu_delay_seconds_total[${WINDOW}])) / sum by (domain) (rate(libvirt_domain_vcpu_time_seconds_total[${WINDOW}]))`,
  'libvirt_domain_info_state == 1',
  'libvirt_domain_info_vstate == 1',
  'libvirt_domain_memory_stats_used_percent > 0',
  '(libvirt_domain_memory_stats_available_bytes - libvirt_domain_memory_stats_usable_bytes) / libvirt_domain_memory_stats_available_bytes',
  'libvirt_domain_memory_stats_maximum_bytes',
  `sum by (domain) (rate(libvirt_domain_memory_stats_swap_in_bytes[${WINDOW}]) + rate(libvirt_domain_memory_stats_swap_out_bytes[${WINDOW}]))`,
  `rate(libvirt_domain_block_stats_read_time_seconds_total[${WINDOW}]) / rate(libvirt_domain_block_stats_read_requests_total[${WINDOW}])`,
  `sum by (domain, target_device) (rate(libvirt_domain_block_stats_write_bytes_total[${WINDOW}]))`,
  `rate(libvirt_domain_interface_stats_receive_bytes_total[${WINDOW}]) * on (domain, target_device) group_left (source_bridge) libvirt_domain_interface_meta`,
  'count(libvirt_domain_block_stats_info)',
  'count(libvirt_domain_interface_stats_info)',
  'count by (instance_name) (libvirt_domain_openstack_info)',
];

describe.skipIf(found === undefined && !('CI' in process.env))('a Prometheus that scrapes', () => {
  it('answers every expression of the dashboard, and those of dashboards for libvirt', async () => {
    const server = await serveMetrics({
      ...(await guests()),
      interval: SWEEP_SECONDS,
      slowInterval: 2,
      pollingSeconds: 1,
    });
    await using prometheus = await scrape(server);
    await expectScraped(prometheus, server);
    const empty = () => askAll(prometheus, [...dashboardExpressions(), ...LIBVIRT_EXPRESSIONS]);
    await waitFor(async () => expect(await empty()).toEqual([]));

    // Figures are right, and not only there.
    await waitFor(async () => expect(await loadOf(prometheus)).toBe(VCPU_LOAD));
    const { guests: known } = server.snapshot();
    const total = known.find(({ name }) => name === 'web')?.memory.totalBytes;
    expect(await only(prometheus, 'qgauge_guest_memory_total_bytes{guest="web"}')).toBe(total);
    const odd = await prometheus.query('qgauge_guest_up == 1 unless qgauge_guest_up{guest="web"}');
    expect(odd.map(({ metric }) => metric.guest)).toEqual([ODD]);
    expect(await only(prometheus, 'qgauge_guest_problem{guest="lost"} == 1')).toBe(1);
  });
});

/** The rate of a steady counter, to within a tenth of it. */
async function loadOf(prometheus: RunningPrometheus): Promise<number> {
  const load = await only(prometheus, 'rate(qgauge_guest_vcpu_seconds_total{guest="web", vcpu="0"}[10s])');
  return Math.abs(load / VCPU_LOAD - 1) < 0.1 ? VCPU_LOAD : load;
}

/** Two guests that answer, and one that is not there. */
async function guests() {
  const disks = [
    {
      id: 'disk0',
      ioStatus: 'ok',
      load: { readsPerSecond: 50, writesPerSecond: 20, readMs: 1, writeMs: 2, flushPercent: 50 },
    },
  ] as const;
  const iothreads = [{ id: 'io0', threadId: 5_000_000 }];
  const mocks = await Promise.all(
    ['web', ODD].map((name) => startMockQemu({ name, disks, iothreads, version: '10.0', callsKept: 1 })),
  );
  for (const mock of mocks) onTestFinished(() => mock.close());
  const lost = { address: parseAddress('unix:/nonexistent/qmp.sock'), name: 'lost' };
  return { guests: [...mocks.map(({ address }) => ({ address: parseAddress(address) })), lost] };
}

async function scrape(server: MetricsServer): Promise<RunningPrometheus> {
  if (found === undefined) throw new Error('there is no prometheus, and none could be fetched');
  const job = (name: string, path: string) =>
    `  - { job_name: ${name}, metrics_path: ${path}, static_configs: [{ targets: ['127.0.0.1:${server.port}'] }] }`;
  const config = [
    'global: { scrape_interval: 1s }',
    'scrape_configs:',
    job('qgauge', '/metrics'),
    job('libvirt', '/metrics/libvirt'),
  ].join('\n');
  return startPrometheus(found, config, { directory: await temporaryDirectory(), port: await freePort() });
}

/** Prometheus takes the whole of both sets, as OpenMetrics: no sample is out of order, or twice. */
async function expectScraped(prometheus: RunningPrometheus, { snapshot }: MetricsServer): Promise<void> {
  await waitFor(async () => expect(await prometheus.query('up == 1')).toHaveLength(2));
  await waitFor(async () => {
    expect(await only(prometheus, 'count(qgauge_guest_up)')).toBe(snapshot().guests.length);
  });
  expect(
    await only(prometheus, 'max(prometheus_target_scrapes_sample_duplicate_timestamp_total) or vector(0)'),
  ).toBe(0);
  const targets = JSON.stringify(await prometheus.get('targets'));
  expect(targets).not.toMatch(/"lastError":"[^"]/);
}

async function only(prometheus: RunningPrometheus, expression: string): Promise<number> {
  const series = await prometheus.query(expression);
  expect(series, expression).toHaveLength(1);
  return Number(series[0]?.value[1]);
}

/** The expressions without an answer, or with one that is not a number. */
async function askAll(
  prometheus: RunningPrometheus,
  expressions: readonly string[],
): Promise<readonly string[]> {
  const answers = await Promise.all(
    expressions.map(async (each) => [each, await prometheus.query(each)] as const),
  );
  const isGood = ({ value: [, figure] }: { readonly value: readonly [number, string] }) =>
    Number.isFinite(Number(figure));
  return answers.filter(([, series]) => series.length === 0 || !series.every(isGood)).map(([each]) => each);
}

/** With each variable of the dashboard as `All` has it. */
function dashboardExpressions(): readonly string[] {
  const text = readFileSync(join(findCheckoutRoot(), 'deploy', 'grafana', 'qgauge.json'), 'utf8');
  const {
    panels,
  }: { readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[] } =
    JSON.parse(text);
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(40);
  return expressions.map((expression) =>
    expression
      .replaceAll('$__rate_interval', WINDOW)
      .replaceAll('"$instance"', '".*"')
      .replaceAll('"$guest"', '".*"'),
  );
}
