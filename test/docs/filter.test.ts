import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUEST_TABLE } from '../../src/formats/list/table.js';
import { parseFilter } from '../../src/formats/table/filter.js';
import { optionsOf } from '../cli/list-commands.js';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'filter.md'), 'utf8');
const [, TERMS = ''] = PAGE.split('| term |');
const EXAMPLES = Array.from(
  TERMS.matchAll(/^\| (`.*?) \|/gm),
  ([, cell = '']) => cell.match(/[^`, ][^`]*(?=`)/g) ?? [],
);

describe('docs/filter.md', () => {
  it('has every operator', () => {
    const terms = EXAMPLES.flat().join(' ');
    for (const operator of [':', '=', '!=', '~', '!~', '>', '>=', '<', '<=']) {
      expect(terms).toMatch(new RegExp(`\\w${operator}[\\w-]`));
    }
  });

  it.each(EXAMPLES.flat())('shows a term that is one: %s', (term) => {
    expect(parseFilter(term, GUEST_TABLE.columns)).toBeTypeOf('function');
  });

  it('has the options of tables', () => {
    const own = ['--help', '--socket', '--json', '--timeout', '--direct'];
    const options = optionsOf('qgauge ls').filter((option) => !own.includes(option));
    expect(options).toContain('--filter');
    expect(options.filter((option) => !PAGE.includes(`\`${option}`))).toEqual([]);
  });
});
