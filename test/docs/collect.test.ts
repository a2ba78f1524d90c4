import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsOf } from './options-of.js';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'collect.md'), 'utf8');

describe('docs/collect.md', () => {
  it('has every option of the command', () => {
    const options = optionsOf('collect');
    expect(options.length).toBeGreaterThan(6);
    expect(options.filter((option) => !PAGE.includes(option))).toEqual([]);
  });
});
