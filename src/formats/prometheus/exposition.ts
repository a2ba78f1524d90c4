import type { MetricFamily, MetricType, Sample } from './metric-family.js';

/** Prometheus's text format, version 0.0.4. A family without series is left out. */
export function encodeText(families: readonly MetricFamily[]): string {
  return families.map((family) => familyText(family, headOf(family))).join('');
}

/** OpenMetrics 1.0. A family without series is left out. */
export function encodeOpenMetrics(families: readonly MetricFamily[]): string {
  return `${families.map((family) => familyText(family, openHeadOf(family))).join('')}# EOF\n`;
}

function familyText({ name, samples }: MetricFamily, head: string): string {
  let text = '';
  for (const { labels, value } of samples) {
    const figure = valueText(value);
    if (figure !== undefined)
      text += labels === '' ? `${name} ${figure}\n` : `${name}{${labels}} ${figure}\n`;
  }
  return text === '' ? '' : head + text;
}

/** `undefined` for a number that is not finite: the figure is unknown. */
function valueText(value: Sample['value']): string | undefined {
  return typeof value === 'bigint' || Number.isFinite(value) ? String(value) : undefined;
}

function headOf({ name, type, help }: MetricFamily): string {
  return `# HELP ${name} ${help.replace(/[\\\n]/g, escaped)}\n# TYPE ${name} ${TEXT_TYPES[type]}\n`;
}

/** The name of a family lacks what its type adds to that of a series. */
function openHeadOf({ name, type, help, unit }: MetricFamily): string {
  const family = familyName(name, type);
  const unitLine = unit === undefined ? '' : `# UNIT ${family} ${unit}\n`;
  const helpLine = `# HELP ${family} ${help.replace(/[\\\n"]/g, escaped)}\n`;
  return `# TYPE ${family} ${OPEN_TYPES[type]}\n${unitLine}${helpLine}`;
}

/** The name of a family in OpenMetrics. */
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
