import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUEST_METRICS, HOST_METRICS } from '../../../src/formats/kvmtop/catalogue.js';
import { isPrintedWhole, type Metric } from '../../../src/formats/kvmtop/metric.js';
import { createPrinter } from '../../../src/formats/printers.js';
import { METRIC_GROUPS } from '../../../src/model/vocabulary.js';
import { AFTER, BEFORE } from '../moving-snapshot.js';
import { readSchema, validatorOf } from '../validator.js';

interface Row {
  readonly scope: string;
  readonly group: string;
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly verbose: boolean;
}

/** kvmtop's metrics, copied from its documentation: what its dashboards expect. */
const ROWS: readonly Row[] = readFileSync(
  join(import.meta.dirname, '..', '..', 'fixtures', 'kvmtop-metrics.tsv'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [scope = '', group = '', name = '', kind = '', unit = '', verbose = ''] = line.split('\t');
    return { scope, group, name, kind, unit, verbose: verbose === 'verbose' };
  });

const ours = [
  ...HOST_METRICS.map((metric) => ({ scope: 'host', metric: metric as Metric<never> })),
  ...GUEST_METRICS.map((metric) => ({ scope: 'guest', metric: metric as Metric<never> })),
];

const everything = createPrinter('json', { groups: METRIC_GROUPS, verbose: true });
const second = JSON.parse(everything.print(AFTER));
const schema = readSchema('kvmtop') as { properties: { host: Part; domains: { items: Part } } };
type Part = { readonly properties: { readonly [name: string]: { readonly [keyword: string]: unknown } } };
const partOf = (scope: string) =>
  (scope === 'host' ? schema.properties.host : schema.properties.domains.items).properties;

describe.each(ROWS)("kvmtop's $scope metric $name", ({ scope, group, name, kind, unit, verbose }) => {
  const metric = ours.find((each) => each.scope === scope && each.metric.name === name)?.metric;

  it('is in the catalogue', () => {
    expect(metric).toMatchObject({ group, kind, unit, verbose });
  });

  it('is in the schema', () => {
    const type = kind === 'text' ? 'string' : metric && isPrintedWhole(metric) ? 'integer' : 'number';
    expect(partOf(scope)[name]).toMatchObject({
      type: [type, 'null'],
      'x-group': group,
      'x-kind': kind,
      'x-unit': unit,
      'x-verbose': verbose,
    });
  });

  it('is printed with its group, and without it is not', () => {
    const subject = (json: string) =>
      scope === 'host' ? JSON.parse(json).host : JSON.parse(json).domains[0];
    const own = METRIC_GROUPS.filter((each) => each === group);
    const others = METRIC_GROUPS.filter((each) => each !== group);
    expect(subject(createPrinter('json', { groups: own, verbose }).print(AFTER))).toHaveProperty(name);
    expect(subject(createPrinter('json', { groups: others, verbose: true }).print(AFTER))).not.toHaveProperty(
      name,
    );
    if (!verbose) return;
    expect(subject(createPrinter('json', { groups: own, verbose: false }).print(AFTER))).not.toHaveProperty(
      name,
    );
  });
});

describe('the catalogue', () => {
  it("has kvmtop's metrics in its order, and no others but the balloon's", () => {
    const names = (scope: string) => ROWS.filter((row) => row.scope === scope).map(({ name }) => name);
    const known = GUEST_METRICS.filter(({ group }) => group !== 'balloon').map(({ name }) => name);
    expect(HOST_METRICS.map(({ name }) => name)).toEqual(names('host'));
    expect(known).toEqual(names('guest'));
  });

  it('is all that the schema has', () => {
    expect(Object.keys(partOf('host'))).toEqual(HOST_METRICS.map(({ name }) => name));
    expect(Object.keys(partOf('guest'))).toEqual(['UUID', 'name', ...GUEST_METRICS.map(({ name }) => name)]);
  });

  it('prints what the schema says, without rates and with them', () => {
    const validate = validatorOf('kvmtop');
    for (const snapshot of [BEFORE, AFTER]) {
      validate(JSON.parse(everything.print(snapshot)));
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});

describe('the figures of a guest', () => {
  const [web, held, absent] = second.domains;

  it('are means over the vCPU threads, and over all others', () => {
    expect(web).toMatchObject({
      cpu_cores: 2,
      cpu_total: 50,
      cpu_steal: 4,
      cpu_other_total: 3,
      cpu_other_steal: 1,
    });
  });

  it('are differences over the time in between where kvmtop has them so', () => {
    expect(web).toMatchObject({ ram_minflt: 77, ram_majflt: 3, ram_cminflt: 0 });
  });

  it('count what its tap received as received, though the guest has sent it', () => {
    expect(web).toMatchObject({
      net_receivedBytes: 5000,
      net_transmittedBytes: 100_000,
      net_interfaces: 'tap0',
    });
  });

  it("have the guest's share of the host's disk load: a fifth of its bytes, a quarter of the time", () => {
    expect(second.host).toMatchObject({ disk_device_ioutil: 25, disk_device_sectorsread: 2048 });
    expect(web).toMatchObject({ disk_ioutil: 5, disk_stats_rdbytes: 524_288, disk_stats_wrbytes: 104_858 });
  });

  it('are what Linux knows when QEMU could not be asked, and nothing that it said before', () => {
    expect(held).toMatchObject({ cpu_cores: null, cpu_total: 50, ram_total: null, disk_size_capacity: null });
    expect(held).toMatchObject({ ram_rss: 1024 ** 3, io_read_bytes: 410, balloon_verdict: 'busy' });
  });

  it('are unknown for one that is not there', () => {
    const { UUID, name, host_name, balloon_verdict, ...figures } = absent;
    expect([UUID, name, host_name, balloon_verdict]).toEqual([null, 'gone-1', 'host1.example', 'absent']);
    expect(new Set(Object.values(figures))).toEqual(new Set([null]));
  });

  it('are unknown before there is a second sample', () => {
    const { domains, host } = JSON.parse(everything.print(BEFORE));
    const moving = ROWS.filter(({ kind }) => ['percent', 'rate', 'difference'].includes(kind));
    const known = moving.filter(({ scope, name }) => (scope === 'host' ? host : domains[0])[name] !== null);
    expect(known).toEqual([]);
  });
});

describe('the devices of a host', () => {
  const hostOf = (options: { netdev?: readonly string[]; storedev?: readonly string[] }) =>
    JSON.parse(createPrinter('json', { groups: ['disk', 'net'], verbose: true, ...options }).print(AFTER))
      .host;

  it('are the physical ones', () => {
    expect(hostOf({})).toMatchObject({ disk_device_count: 1, disk_device_reads: 20, net_host_speed: 1000 });
  });

  it('are those that are named', () => {
    const host = hostOf({ netdev: ['br0'], storedev: ['sda', 'sda1'] });
    expect(host).toMatchObject({ disk_device_count: 2, disk_device_reads: 40, disk_device_ioutil: 50 });
    expect(host).toMatchObject({ net_host_receivedBytes: 100_000, net_host_speed: null });
  });

  it('are unknown when the name is wrong', () => {
    const host = hostOf({ netdev: ['eth7'], storedev: ['sdz'] });
    expect(host).toMatchObject({ disk_device_reads: null, net_host_receivedBytes: null });
    expect(host).toMatchObject({ disk_device_count: 0, disk_device_ioutil: null, net_host_speed: null });
  });
});
