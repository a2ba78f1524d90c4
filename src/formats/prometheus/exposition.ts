import type { MetricFamily, MetricType, MetricUnit, Sample } from './metric-family.js';

/** Prometheus's text format 0.0.4, or OpenMetrics 1.0. */
export const EXPOSITION_FORMATS = ['text', 'openmetrics'] as const;
export type ExpositionFormat = (typeof EXPOSITION_FORMATS)[number];

/** What stands before the series of a family. */
export type FamilyHead = Omit<MetricFamily, 'samples'>;

/** Encodes families as the text format, version 0.0.4. One without series is left out. */
export function encodeText(families: readonly MetricFamily[]): string {
  return encodeFamilies(families, 'text');
}

/** Encodes families as OpenMetrics 1.0. One without series is left out. */
export function encodeOpenMetrics(families: readonly MetricFamily[]): string {
  return encodeFamilies(families, 'openmetrics');
}

function encodeFamilies(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const texts = families.map((family) => {
    const lines = new SeriesLines(family.name);
    for (const { labels, value } of family.samples) lines.add(labels, value);
    return lines.textWith(family, format);
  });
  return closed(texts, format);
}

/** Joins the texts of families to a whole answer. */
export function closed(texts: readonly string[], format: ExpositionFormat): string {
  return texts.join('') + (format === 'openmetrics' ? '# EOF\n' : '');
}

/** The lines of one family; a class, since it takes tens of thousands of them. */
export class SeriesLines {
  readonly #name: string;
  readonly #open: string;
  #text = '';

  constructor(name: string) {
    this.#name = name;
    this.#open = `${name}{`;
  }

  /** Adds a series, unless its value is not finite, and so unknown. */
  add(labels: string, value: Sample['value']): void {
    if (!isKnown(value)) return;
    this.#text += labels === '' ? `${this.#name} ${value}\n` : `${this.#open}${labels}} ${value}\n`;
  }

  /** The family's whole text; empty without series. Joined here, or the lines of all families would be kept one by one. */
  textWith(head: FamilyHead, format: ExpositionFormat): string {
    return this.#text === '' ? '' : [HEADS[format](head), this.#text].join('');
  }
}

/** Whether a value can be written: what is not finite is unknown. */
export function isKnown(value: Sample['value']): boolean {
  return typeof value === 'bigint' || Number.isFinite(value);
}

const HEADS: { readonly [format in ExpositionFormat]: (head: FamilyHead) => string } = {
  text: ({ name, type, help }) =>
    `# HELP ${name} ${help.replace(/[\\\n]/g, escaped)}\n# TYPE ${name} ${TEXT_TYPES[type]}\n`,
  openmetrics: ({ name, type, help, unit }) => {
    const family = familyName(name, type);
    const helpLine = `# HELP ${family} ${help.replace(/[\\\n"]/g, escaped)}\n`;
    return `# TYPE ${family} ${OPEN_TYPES[type]}\n${unitLine(family, unit)}${helpLine}`;
  },
};

function unitLine(family: string, unit: MetricUnit | undefined): string {
  return unit === undefined ? '' : `# UNIT ${family} ${unit}\n`;
}

/** The name of a family in OpenMetrics: it lacks what its type adds to that of a series. */
export function familyName(name: string, type: MetricType): string {
  if (type === 'counter') return name.replace(/_total$/, '');
  return type === 'info' ? name.replace(/_info$/, '') : name;
}

const TEXT_TYPES: { readonly [type in MetricType]: string } = {
  gauge: 'gauge',
  counter: 'counter',
  info: 'gauge',
  stateset: 'gauge',
  summary: 'summary',
};

const OPEN_TYPES: { readonly [type in MetricType]: string } = { ...TEXT_TYPES, info: 'info' };

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}
