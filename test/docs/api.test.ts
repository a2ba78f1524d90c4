import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS } from '../../src/model/guest-event.js';
import { SERIES_NAMES } from '../../src/serve/history/series.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
const { paths, components } = JSON.parse(readFileSync(join(ROOT, 'schemas', 'openapi.json'), 'utf8'));

describe('docs/api.md', () => {
  it('has every path', () => {
    expect(Object.keys(paths)).toContain('/api/v1/guests/{name}');
    expect(Object.keys(paths).filter((path) => !PAGE.includes(`\`${path}\``))).toEqual([]);
  });

  it('has every parameter of each path', () => {
    const names = Object.values<{ get: { parameters?: { name: string; in: string }[] } }>(paths)
      .flatMap(({ get }) => get.parameters ?? [])
      .filter((parameter) => parameter.in === 'query')
      .map(({ name }) => name);
    expect(names).toContain('after');
    expect(names.filter((name) => !PAGE.includes(`\n| \`${name}\` |`))).toEqual([]);
  });

  it('has every series of the history, and every kind of event', () => {
    expect(SERIES_NAMES.filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
    expect(EVENT_KINDS.filter((kind) => !PAGE.includes(`\`${kind}\``))).toEqual([]);
  });

  it('shows JSON that is JSON, with fields that the schemas have', () => {
    const examples = Array.from(PAGE.matchAll(/```json\n(.*?)```/gs), ([, json = '']) => json);
    expect(examples.length).toBeGreaterThan(8);
    const known = JSON.stringify(components);
    for (const example of examples) {
      const fields = Object.keys(JSON.parse(example));
      expect(fields.filter((field) => !known.includes(`"${field}"`))).toEqual([]);
    }
  });
});
