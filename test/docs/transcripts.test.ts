import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsOf } from './options-of.js';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'transcripts.md'), 'utf8');

describe('docs/transcripts.md', () => {
  it('has every option of the command', () => {
    const options = optionsOf('record');
    expect(options.length).toBeGreaterThan(4);
    expect(options.filter((option) => !PAGE.includes(option))).toEqual([]);
  });
});
