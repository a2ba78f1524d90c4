import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeTable } from '../../src/formats/list/table.js';
import { optionsOf } from '../cli/list-commands.js';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'ls.md'), 'utf8');

it('has every column of the table, in their order', () => {
  const [, table = ''] = PAGE.split('| column | |');
  const columns = Array.from(table.matchAll(/^\| ([A-Z/, ]+) \|/gm), ([, names = '']) => names.split(', '));
  expect(columns.flat()).toEqual(encodeTable([]).trimEnd().split('  '));
});

it('has every option', () => {
  const options = optionsOf('qgauge ls');
  expect(options).toContain('--wide');
  expect(options.filter((option) => !PAGE.includes(option))).toEqual([]);
});
