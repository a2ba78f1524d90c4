import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { programOf } from '../cli/list-commands.js';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

it('docs/README.md links to every page', () => {
  const index = readFileSync(join(DOCS, 'README.md'), 'utf8');
  const pages = readdirSync(DOCS).filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(pages.length).toBeGreaterThan(6);
  expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
});

it("README's table names every command", () => {
  const readme = readFileSync(join(DOCS, '..', 'README.md'), 'utf8');
  const commands = programOf().commands.map((command) => command.name());
  expect(commands).toContain('collect');
  const isMissing = (name: string) => name !== 'help' && !new RegExp(`^\\| \`${name}\\b`, 'm').test(readme);
  expect(commands.filter(isMissing)).toEqual([]);
});
