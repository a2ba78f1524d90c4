import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

describe('docs/testing.md', () => {
  it('shows the tests of docs/testing as they are, and no others', () => {
    const page = readFileSync(join(DOCS, 'testing.md'), 'utf8');
    const shown = Array.from(page.matchAll(/```ts\n(.*?)```/gs), ([, code]) => code);
    const files = readdirSync(join(DOCS, 'testing'));
    const written = files.map((file) => readFileSync(join(DOCS, 'testing', file), 'utf8'));
    expect(files).toHaveLength(5);
    expect(shown.toSorted()).toEqual(written.toSorted());
  });
});
