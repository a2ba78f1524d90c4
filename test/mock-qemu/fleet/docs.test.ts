import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const manual = readFileSync(join(ROOT, 'docs', 'mock.md'), 'utf8');
const schema = JSON.parse(readFileSync(join(ROOT, 'schemas', 'scenario.schema.json'), 'utf8'));
const { machine, action } = schema.$defs;

it.each([
  ['key of a scenario', Object.keys(schema.properties)],
  ['key of a machine', Object.keys(machine.properties)],
  ['balloon driver', machine.properties.driver.enum],
  ['action', action.properties.do.enum],
] as const)('the manual names every %s', (_, words: readonly string[]) => {
  expect(words.filter((word) => !manual.includes(`\`${word}\``))).toEqual([]);
});
