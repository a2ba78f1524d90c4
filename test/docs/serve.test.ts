import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsOf } from '../cli/list-commands.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'serve.md'), 'utf8');

describe('docs/serve.md', () => {
  it('has every option of the command', () => {
    const options = optionsOf('qgauge serve');
    expect(options).toContain('--web.listen-address');
    expect(options.filter((option) => !PAGE.includes(`\`${option}`))).toEqual([]);
  });

  it('says of every key of the configuration what it does here', () => {
    const { $defs } = JSON.parse(readFileSync(join(ROOT, 'schemas', 'config.schema.json'), 'utf8'));
    const keys = Object.keys($defs.config.properties);
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !PAGE.includes(`\`${key}\``))).toEqual([]);
  });

  it('installs every file of deploy/systemd', () => {
    const files = readdirSync(join(ROOT, 'deploy', 'systemd'), { recursive: true, encoding: 'utf8' });
    const units = files.filter((file) => file.includes('.'));
    expect(units.length).toBeGreaterThanOrEqual(6);
    expect(units.filter((file) => !file.endsWith('.d') && !PAGE.includes(` ${file} `))).toEqual([]);
  });

  it('names every right that the units give', () => {
    const unit = readFileSync(join(ROOT, 'deploy', 'systemd', 'qgauge-serve.service'), 'utf8');
    const rights = unit.match(/\b(?:CAP|AF)_\w+/g) ?? [];
    expect(new Set(rights).size).toBeGreaterThan(4);
    expect(rights.filter((right) => right !== 'AF_UNIX' && !PAGE.includes(`\`${right}\``))).toEqual([]);
  });
});
