import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { freePort } from '../../free-port.js';
import { findPrometheus, type QueriedSeries, startPrometheus } from '../../lab/prometheus.js';
import { findVictoriaMetrics, startVictoriaMetrics } from '../../lab/victoria-metrics.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startServe } from './running-serve.js';

const prometheus = await findPrometheus();
const victoria = await findVictoriaMetrics();
const isMissing = prometheus === undefined || victoria === undefined;

const SOON = { timeout: 60_000, interval: 500 };
const READS_PER_SECOND = 50;
const LONG = 'n'.repeat(300);
/** Names that break what is not escaped. */
const NAMES = ['web', 'a "quoted" name', 'two\nlines', LONG, '🐧 \\ {x="y"}'];

interface Queried {
  query(expression: string): Promise<readonly QueriedSeries[]>;
}

describe.skipIf(isMissing && !('CI' in process.env))('qgauge serve', () => {
  it('is scraped by Prometheus and VictoriaMetrics, on both paths', async () => {
    if (prometheus === undefined || victoria === undefined) throw new Error('they cannot be fetched');
    const { mocks, port } = await serveMocks();
    const directory = await temporaryDirectory();
    const ports = [await freePort(), await freePort()] as const;
    const config = JSON.stringify(scrapeConfig(port));
    await using first = await startPrometheus(prometheus, config, { directory, port: ports[0] });
    await using second = await startVictoriaMetrics(victoria, config, { directory, port: ports[1] });
    for (const database of [first, second]) await expectRight(database, mocks);
  });
});

async function serveMocks() {
  const disks = [
    { id: 'disk0', load: { readsPerSecond: READS_PER_SECOND, writesPerSecond: 20, readMs: 1, writeMs: 2 } },
  ];
  const mocks = await Promise.all(
    NAMES.map((name) => startMockQemu({ name, disks, version: '10.0', callsKept: 1 })),
  );
  onTestFinished(async () => {
    await Promise.all(mocks.map((mock) => mock.close()));
  });
  const port = await freePort();
  const addresses = mocks.map(({ address }) => address);
  const daemon = await startServe(addresses, ['--web.listen-address', `127.0.0.1:${port}`]);
  await daemon.untilMeasured();
  return { mocks, port };
}

/** JSON is YAML. */
function scrapeConfig(port: number): object {
  const static_configs = [{ targets: [`127.0.0.1:${port}`] }];
  const every = { scrape_interval: '1s', scrape_timeout: '1s', static_configs };
  return {
    scrape_configs: [
      { job_name: 'qgauge', ...every },
      { job_name: 'libvirt', metrics_path: '/metrics/libvirt', ...every },
    ],
  };
}

async function expectRight(database: Queried, mocks: readonly MockQemu[]): Promise<void> {
  const value = async (expression: string) => Number((await database.query(expression))[0]?.value[1]);
  await expect.poll(() => value('sum(up)'), SOON).toBe(2);
  await expect.poll(() => value('sum(qgauge_guest_up)'), SOON).toBe(NAMES.length);
  await expect.poll(() => value('libvirt_domains'), SOON).toBe(NAMES.length);
  const shown = (await database.query('qgauge_guest_up')).map(({ metric }) => metric.guest ?? '');
  for (const [at, name] of NAMES.entries()) {
    expect(shown.some((guest) => guest === name || LONG.startsWith(guest.slice(0, 60)))).toBe(true);
    expect(mocks[at]).toBeDefined();
  }
  const steady = 'rate(qgauge_guest_disk_reads_total{guest="web"}[8s])';
  await expect
    .poll(async () => Math.abs((await value(steady)) / READS_PER_SECOND - 1), SOON)
    .toBeLessThan(0.1);
  // A counter is QEMU's own figure: between what it was before the question and what it is after it.
  const before = await readsOf(mocks[0]);
  await expect
    .poll(() => value('qgauge_guest_disk_reads_total{guest="web"}'), SOON)
    .toBeGreaterThanOrEqual(before);
  expect(await value('qgauge_guest_disk_reads_total{guest="web"}')).toBeLessThanOrEqual(
    await readsOf(mocks[0]),
  );
}

async function readsOf(mock: MockQemu | undefined): Promise<number> {
  const { QmpClient } = await import('../../../src/protocol/qmp/qmp-client.js');
  const { parseAddress } = await import('../../../src/protocol/transport/address.js');
  await using client = await QmpClient.connect(parseAddress(mock?.address ?? ''));
  const [disk] = await client.execute('query-blockstats');
  return Number(disk?.stats.rd_operations);
}
