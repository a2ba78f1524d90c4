import { GUEST_MEASUREMENTS } from '../../src/formats/influx/guest-measurements.js';
import { HOST_MEASUREMENTS } from '../../src/formats/influx/host-measurements.js';
import type { Measurement } from '../../src/formats/influx/measurement.js';
import { SELF } from '../../src/formats/influx/self-measurement.js';
import { GUEST_METRICS } from '../../src/formats/kvmtop/catalogue.js';
import { CSV_COLUMNS } from '../../src/formats/kvmtop/csv.js';

/** The content of schemas/stream-formats.json: the formats that are not JSON, as in the code. */
export function describeFormats(): unknown {
  const measurements = [...HOST_MEASUREMENTS, ...GUEST_MEASUREMENTS, SELF];
  return {
    title: 'Formats of qgauge stream that are no JSON',
    kinds: {
      gauge: 'as it is now',
      percent: 'of the time in between',
      rate: 'a second',
      difference: 'over the time in between',
      counter: "since the guest's or the host's start",
      text: 'a word or more',
    },
    text: 'A line with the names, once; then a line a guest: UUID, name, and the columns that are chosen. A tab after each field, the last one too. Empty: nobody knows.',
    csv: `RFC 4180. A row with the names, once; then a row a guest and snapshot: ${CSV_COLUMNS.join(', ')}, and the columns that are chosen. time is in UTC (ISO 8601). Empty: nobody knows. A text that begins with =, +, - or @ gets an apostrophe before it.`,
    columns: GUEST_METRICS.map(({ name, group, kind, unit, verbose, describe }) => {
      return { name, group, kind, unit, verbose, description: describe };
    }),
    influx:
      'Line protocol, in nanoseconds. A field that nobody knows is left out, and so is a line without fields. Fields without a group are always there.',
    measurements: measurements.map(describeMeasurement),
  };
}

function describeMeasurement({ name, tags, fields }: Measurement<never>): unknown {
  return {
    name,
    tags,
    fields: fields.map(({ name, type, group, kind, unit, verbose }) => {
      return { name, type, group: group ?? null, kind, unit, verbose };
    }),
  };
}
