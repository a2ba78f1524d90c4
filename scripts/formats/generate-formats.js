import { join } from 'node:path';
import { loadTypescript } from '../load-typescript.js';

/**
 * Describes the formats of `qgauge stream` out of the catalogue of metrics that prints them.
 *
 * @returns the text of each file of schemas/ by its name
 */
export async function generateFormats() {
  const { describeKvmtop } = await loadTypescript(join(import.meta.dirname, 'kvmtop-schema.ts'));
  const { describeFormats } = await loadTypescript(join(import.meta.dirname, 'stream-formats.ts'));
  return new Map([
    ['kvmtop.schema.json', print(describeKvmtop())],
    ['stream-formats.json', print(describeFormats())],
  ]);
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
