import { GUEST_METRICS, HOST_METRICS } from '../../src/formats/kvmtop/catalogue.js';
import { isPrintedWhole, type Metric } from '../../src/formats/kvmtop/metric.js';

/** A sum over devices: two that are busy all the time make 200 %. */
const MAY_EXCEED_100_PERCENT: ReadonlySet<string> = new Set(['disk_device_ioutil', 'disk_ioutil']);
/** The change of a number that goes up and down. */
const MAY_BE_NEGATIVE: ReadonlySet<string> = new Set(['disk_device_currentops']);

/** Returns what schemas/kvmtop.schema.json holds: the metrics of the catalogue, in its order. */
export function describeKvmtop(): unknown {
  const guest = {
    UUID: { description: 'null where QEMU has none, or could not be asked', type: ['string', 'null'] },
    name: { type: 'string' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'kvmtop JSON',
    description:
      "One line of `qgauge stream --printer json`: kvmtop's names, units and meanings, and the group balloon, which kvmtop has not. Only what is chosen is there; what nobody knows is null. x-kind: gauge (as it is now), percent (of the time in between), rate (a second), difference (over the time in between), counter (since the guest's start), text. x-verbose: only with --verbose.",
    type: 'object',
    properties: {
      host: objectOf(propertiesOf(HOST_METRICS)),
      domains: {
        type: 'array',
        items: objectOf({ ...guest, ...propertiesOf(GUEST_METRICS) }, ['UUID', 'name']),
      },
    },
    required: ['host', 'domains'],
    additionalProperties: false,
  };
}

function objectOf(properties: object, required?: readonly string[]): object {
  return { type: 'object', properties, ...(required && { required }), additionalProperties: false };
}

function propertiesOf(metrics: readonly Metric<never>[]): object {
  return Object.fromEntries(metrics.map((metric) => [metric.name, describeMetric(metric)]));
}

function describeMetric(metric: Metric<never>): object {
  const { describe, group, kind, unit, verbose } = metric;
  return {
    description: describe,
    ...(kind === 'text' ? { type: ['string', 'null'] } : describeNumber(metric)),
    'x-group': group,
    'x-kind': kind,
    'x-unit': unit,
    'x-verbose': verbose,
  };
}

function describeNumber(metric: Metric<never>): object {
  const { name, unit } = metric;
  return {
    type: [isPrintedWhole(metric) ? 'integer' : 'number', 'null'],
    ...(!MAY_BE_NEGATIVE.has(name) && { minimum: 0 }),
    ...(unit === '%' && !MAY_EXCEED_100_PERCENT.has(name) && { maximum: 100 }),
  };
}
