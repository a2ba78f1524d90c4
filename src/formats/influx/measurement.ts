import type { MetricGroup } from '../../model/vocabulary.js';
import { isWhole, type Metric, type MetricKind } from '../kvmtop/metric.js';
import type { PrinterOptions } from '../printer.js';
import { type FieldType, type FieldValue, fieldText } from './line-protocol.js';

/** A field of a measurement. */
export interface Field<Subject> {
  readonly name: string;
  readonly type: FieldType;
  readonly kind: MetricKind;
  readonly unit: string;
  /** `undefined`: always printed. */
  readonly group: MetricGroup | undefined;
  readonly verbose: boolean;
  readonly figureOf: (subject: Subject) => FieldValue;
}

/** A measurement of InfluxDB, with the lines that a source, such as a guest, has of it. */
export interface Measurement<Source> {
  readonly name: string;
  readonly tags: readonly string[];
  readonly fields: readonly Field<never>[];
  /** Creates a function that prints the selected fields; a line without fields is left out. */
  printerFor(options: Choice): (source: Source, timestamp: string) => string;
}

type Choice = Pick<PrinterOptions, 'groups' | 'verbose'>;

/** The subject of a line, with its tags as text. */
export type Line<Subject> = readonly [tags: string, subject: Subject];

/** Makes a measurement of its fields. */
export function measurementOf<Source, Subject>(
  name: string,
  tags: readonly string[],
  fields: readonly Field<Subject>[],
  linesOf: (source: Source) => readonly Line<Subject>[],
): Measurement<Source> {
  const printerFor = (options: Choice) => {
    const chosen = fields.filter((field) => isChosen(field, options));
    if (chosen.length === 0) return () => '';
    return (source: Source, timestamp: string) => {
      const lines: string[] = [];
      for (const [tagTexts, subject] of linesOf(source)) {
        const fieldTexts = fieldsText(chosen, subject);
        if (fieldTexts !== '') lines.push(`${name}${tagTexts} ${fieldTexts} ${timestamp}\n`);
      }
      return lines.join('');
    };
  };
  return { name, tags, fields, printerFor };
}

/** A row of {@link fieldsOf}: a field without its group. */
export type FieldRow<Subject> = readonly [
  name: string,
  type: FieldType,
  kind: MetricKind,
  unit: string,
  figureOf: (subject: Subject) => FieldValue,
];

/** Completes the fields of one group; none is verbose. */
export function fieldsOf<Subject>(
  group: MetricGroup | undefined,
  rows: readonly FieldRow<Subject>[],
): readonly Field<Subject>[] {
  return rows.map(([name, type, kind, unit, figureOf]) => ({
    name,
    type,
    kind,
    unit,
    group,
    verbose: false,
    figureOf,
  }));
}

/** Makes fields of kvmtop's metrics, unrounded. */
export function fieldsOfMetrics<Subject>(metrics: readonly Metric<Subject>[]): readonly Field<Subject>[] {
  return metrics.map((metric) => ({
    ...metric,
    type: metric.kind === 'text' ? 'string' : isWhole(metric) ? 'integer' : 'float',
  }));
}

/**
 * Makes two fields of each counter: `read_bytes`, its value, and `read_bytes_per_second`; those in `verbose` are verbose.
 */
export function counterFields<Name extends string, Subject>(
  group: MetricGroup,
  names: readonly Name[],
  countersOf: (subject: Subject) => { readonly [Each in Name]?: number | undefined } | undefined,
  ratesOf: (subject: Subject) => { readonly [Each in Name]?: number | undefined } | undefined,
  { prefix = '', verbose = [] }: { readonly prefix?: string; readonly verbose?: readonly Name[] } = {},
): readonly Field<Subject>[] {
  return names.flatMap((name) => {
    const unit = unitOf(name);
    const field = `${prefix}${snakeCase(name)}`;
    const rows: readonly FieldRow<Subject>[] = [
      [field, 'integer', 'counter', unit, (subject) => countersOf(subject)?.[name]],
      [`${field}_per_second`, 'float', 'rate', unit, (subject) => ratesOf(subject)?.[name]],
    ];
    return fieldsOf(group, rows).map((each) => ({ ...each, verbose: verbose.includes(name) }));
  });
}

function isChosen({ group, verbose }: Field<never>, { groups, verbose: isVerbose }: Choice): boolean {
  return group === undefined || (groups.includes(group) && (isVerbose || !verbose));
}

function fieldsText<Subject>(fields: readonly Field<Subject>[], subject: Subject): string {
  const texts: string[] = [];
  for (const { name, type, figureOf } of fields) {
    const value = fieldText(type, figureOf(subject));
    if (value !== undefined) texts.push(`${name}=${value}`);
  }
  return texts.join(',');
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function unitOf(counter: string): string {
  if (/Bytes$/.test(counter)) return 'bytes';
  if (/Nanoseconds$/.test(counter)) return 'ns';
  return /Milliseconds$/.test(counter) ? 'ms' : 'count';
}
