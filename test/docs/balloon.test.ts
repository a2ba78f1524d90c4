import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECK_CASES } from '../../src/balloon/run-check.js';
import { EXIT_OF_SEVERITY } from '../../src/cli/balloon/doctor/exit-status.js';
import { BALLOON_TABLE } from '../../src/formats/balloon/table.js';
import { VERDICTS } from '../../src/model/verdict.js';
import { optionsOf } from '../cli/list-commands.js';
import { documentedColumns } from './documented-columns.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'balloon.md'), 'utf8');

describe('docs/balloon.md', () => {
  it('has every verdict, with the status that doctor ends with', () => {
    const rows = new Map(
      Array.from(PAGE.matchAll(/^\| `([a-z-]+)` \| (\d) \|/gm), ([, verdict = '', status]) => [
        verdict,
        Number(status),
      ]),
    );
    const expected = Object.entries(VERDICTS).map(([verdict, { severity }]) => [
      verdict,
      EXIT_OF_SEVERITY[severity],
    ]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  });

  it('has every case, with what it takes to run it', () => {
    const [, table = ''] = PAGE.split('| case |');
    for (const { id, needs } of CHECK_CASES) {
      const row = table.split('\n').find((line) => line.includes(`\`${id}\``)) ?? '';
      expect(row, id).not.toBe('');
      expect(row.includes('`--control`'), id).toBe(needs === 'control');
      expect(row.includes('`--disruptive`'), id).toBe(needs === 'disruption');
    }
  });

  it('has every column of balloon ls with its name, in their order', () => {
    const columns = BALLOON_TABLE.columns.map(({ name, heading }) => [heading, name]);
    expect(documentedColumns(PAGE, '| column of `balloon ls` |')).toEqual(columns);
  });

  it('has every option of the commands', () => {
    const options = optionsOf('qgauge balloon');
    expect(options.length).toBeGreaterThan(15);
    expect(options.filter((option) => !PAGE.includes(option))).toEqual([]);
  });
});
