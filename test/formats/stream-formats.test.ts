import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFormats } from './stream-formats.js';

describe('schemas/stream-formats.json', () => {
  it('says what the code prints', () => {
    const file = join(import.meta.dirname, '..', '..', 'schemas', 'stream-formats.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(describeFormats());
  });
});
