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
  const verdicts = await loadTypescript(join(root, 'src/model/verdict.ts'));
  return new Map([
    ['config.schema.json', withWords(readSchema('config.schema.json'), vocabulary)],
    ...WITH_VERDICTS.map((name) => [name, withVerdicts(readSchema(name), verdicts)]),
    ['kvmtop.schema.json', print(describeKvmtop())],
    ['stream-formats.json', print(describeFormats())],
  ]);
}

/** The schemas of what is printed with a verdict on each guest. */
const WITH_VERDICTS = ['balloon.schema.json', 'guest-list.schema.json', 'snapshot.schema.json'];

function readSchema(name) {
  return readFileSync(join(root, 'schemas', name), 'utf8');
}

/** These schemas are written by hand, but for the words of the verdicts and of the kinds of problems. */
function withVerdicts(schema, { VERDICTS, PROBLEM_VERDICTS }) {
  return schema
    .replace(/^( *)"verdict": \{\s*"enum": \[[^\]]*\]\s*\}/m, (_, indent) =>
      enumOf('verdict', Object.keys(VERDICTS), indent),
    )
    .replace(/^( *)"kind": \{\s*"enum": \[[^\]]*"no-monitor"[^\]]*\]\s*\}/m, (_, indent) =>
      enumOf('kind', Object.keys(PROBLEM_VERDICTS), indent),
    );
}

/** As the formatter has it: on one line where it fits. */
function enumOf(name, words, indent) {
  const oneLine = `${indent}  "enum": ${onOneLine(words)}`;
  const lines = words.map((word) => `${indent}    ${JSON.stringify(word)}`).join(',\n');
  const list = oneLine.length <= LINE_WIDTH ? oneLine : `${indent}  "enum": [\n${lines}\n${indent}  ]`;
  return `${indent}"${name}": {\n${list}\n${indent}}`;
}

/** That of biome.json. */
const LINE_WIDTH = 110;

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
