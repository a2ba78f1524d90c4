import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { optionsOf } from '../cli/list-commands.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'stream.md'), 'utf8');
const [EXAMPLE = '', ...OTHERS] = Array.from(PAGE.matchAll(/```yaml\n(.*?)```/gs), ([, yaml]) => yaml);

describe('docs/stream.md', () => {
  it('shows a valid configuration', () => {
    expect(OTHERS).toEqual([]);
    const config = parseConfig(EXAMPLE, 'docs/stream.md');
    expect(config).toMatchObject({ intervalSeconds: 10, polling: 10, expected: ['db1', 'db2', 'web1'] });
    expect(config.sinks).toHaveLength(2);
  });

  it('shows every key that the schema has', () => {
    const { $defs } = JSON.parse(readFileSync(join(ROOT, 'schemas', 'config.schema.json'), 'utf8'));
    const keys = Object.values<{ properties?: object }>($defs).flatMap(({ properties = {} }) =>
      Object.keys(properties),
    );
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(EXAMPLE))).toEqual([]);
  });

  it('shows lines of JSON that are JSON', () => {
    const lines = Array.from(PAGE.matchAll(/```json\n(.*?)```/gs), ([, json = '']) => json);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('has every option of the command', () => {
    const options = optionsOf('qgauge stream');
    expect(options.length).toBeGreaterThan(20);
    expect(options.filter((option) => !PAGE.includes(option))).toEqual([]);
  });
});
