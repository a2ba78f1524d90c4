/** A series as a scraper reads it. */
export interface ParsedSample {
  readonly name: string;
  readonly labels: { readonly [name: string]: string };
  readonly value: number;
}

export interface ParsedFamily {
  /** As the TYPE line has it. */
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly unit: string | undefined;
  readonly samples: readonly ParsedSample[];
}

interface OpenFamily {
  readonly name: string;
  type: string;
  help: string;
  unit: string | undefined;
  readonly samples: ParsedSample[];
}

/**
 * Reads the text format or OpenMetrics, with what their documents demand of an exposer: each family once, with its head before its
 * series, and no series twice.
 *
 * @throws {Error} with the line that is wrong
 */
export function parseExposition(text: string, format: 'text' | 'openmetrics'): readonly ParsedFamily[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const lines = text.slice(0, -1).split('\n');
  if (format === 'openmetrics' && lines.pop() !== '# EOF') throw new Error('there is no end');
  const families: OpenFamily[] = [];
  const seen = new Set<string>();
  const headOf = (name: string) => {
    const last = families.at(-1);
    if (last?.name === name && last.samples.length === 0) return last;
    if (families.some((family) => family.name === name)) throw new Error(`${name} comes twice`);
    const family: OpenFamily = { name, type: '', help: '', unit: undefined, samples: [] };
    families.push(family);
    return family;
  };
  for (const line of lines) {
    const [, keyword, name = '', rest = ''] =
      /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/s.exec(line) ?? [];
    if (keyword === 'HELP') headOf(name).help = rest;
    else if (keyword === 'TYPE') headOf(name).type = rest;
    else if (keyword === 'UNIT' && format === 'openmetrics') headOf(name).unit = rest;
    else {
      const sample = parseSample(line);
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      const family = families.at(-1);
      if (family === undefined || sample.name !== seriesName(family, format))
        throw new Error(`not of its family: ${line}`);
      family.samples.push(sample);
    }
  }
  return families;
}

/** In OpenMetrics, the name of a series has what the type adds to that of its family. */
function seriesName(
  { name, type }: { readonly name: string; readonly type: string },
  format: string,
): string {
  if (format === 'text') return name;
  return type === 'counter' ? `${name}_total` : type === 'info' ? `${name}_info` : name;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/s;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^\\"\n]|\\[\\"n])*)"(?:,|$)/y;

function parseSample(line: string): ParsedSample {
  const [, name, labels = '', figure = ''] = SAMPLE.exec(line) ?? [];
  const value = Number(figure);
  if (name === undefined || !Number.isFinite(value)) throw new Error(`not a series: ${line}`);
  return { name, labels: parseLabels(labels, line), value };
}

function parseLabels(text: string, line: string): { readonly [name: string]: string } {
  const labels = new Map<string, string>();
  LABEL.lastIndex = 0;
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const [, name, value] = LABEL.exec(text) ?? [];
    if (name === undefined || value === undefined || labels.has(name)) throw new Error(`bad labels: ${line}`);
    labels.set(
      name,
      value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character)),
    );
  }
  return Object.fromEntries(labels);
}

/** Every series of a text, by its name. */
export function samplesOf(text: string, name: string): readonly ParsedSample[] {
  return parseExposition(text, 'text').flatMap(({ samples }) => samples.filter((each) => each.name === name));
}
