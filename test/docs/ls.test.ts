import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GUEST_TABLE } from '../../src/formats/list/table.js';
import { optionsOf } from '../cli/list-commands.js';
import { documentedColumns } from './documented-columns.js';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'ls.md'), 'utf8');

it('has every column of the table with its name, in their order', () => {
  const columns = GUEST_TABLE.columns.map(({ name, heading }) => [heading, name]);
  expect(documentedColumns(PAGE, '| column |')).toEqual(columns);
});

it('has every option', () => {
  const options = optionsOf('qgauge ls');
  expect(options).toContain('--wide');
  expect(options.filter((option) => !PAGE.includes(option))).toEqual([]);
});
