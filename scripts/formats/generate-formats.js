import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTypescript } from '../load-typescript.js';

const root = join(import.meta.dirname, '..', '..');

/**
 * Describes the formats of `qgauge stream` out of the catalogue of metrics that prints them.
 *
 * @returns the text of each file of schemas/ by its name
 */
export async function generateFormats() {
  const { describeKvmtop } = await loadTypescript(join(import.meta.dirname, 'kvmtop-schema.ts'));
  const { describeFormats } = await loadTypescript(join(import.meta.dirname, 'stream-formats.ts'));
  const vocabulary = await loadTypescript(join(root, 'src/model/vocabulary.ts'));
  return new Map([
    [
      'config.schema.json',
      withWords(readFileSync(join(root, 'schemas/config.schema.json'), 'utf8'), vocabulary),
    ],
    ['kvmtop.schema.json', print(describeKvmtop())],
    ['stream-formats.json', print(describeFormats())],
  ]);
}

/** The configuration's schema is written by hand, but for the words of the vocabulary. */
function withWords(schema, { PRINTER_NAMES, METRIC_GROUPS, OUTPUT_NAMES }) {
  const { printer, metrics, output } = JSON.parse(schema).$defs.sink.properties;
  return schema
    .replace(onOneLine(printer.enum), onOneLine(PRINTER_NAMES))
    .replace(onOneLine(metrics.items.enum), onOneLine(METRIC_GROUPS))
    .replace(onOneLine(output.enum), onOneLine(OUTPUT_NAMES));
}

function onOneLine(words) {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** As the formatter has it: a list of words on one line. */
function print(value) {
  const text = JSON.stringify(value, null, 2);
  const lists = text.replace(
    /\[\n\s+("[^[\]{}]*")\n\s+\]/g,
    (_, words) => `[${words.replace(/\n\s+/g, ' ')}]`,
  );
  return `${lists}\n`;
}
