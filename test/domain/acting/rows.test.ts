import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DOMAIN_METHODS } from '../../../src/domain/catalogue/methods.js';

const labTests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.lab.test.ts'))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));

/** The methods in calls of `succeeds` or `refuses`, see rows.ts. */
function triedBy(kind: 'succeeds' | 'refuses'): ReadonlySet<string> {
  const calls = labTests.flatMap((text) => [...text.matchAll(new RegExp(`\\b${kind}\\(\\s*'(\\w+)'`, 'g'))]);
  return new Set(calls.flatMap(([, method]) => method ?? []));
}

it.each(['succeeds', 'refuses'] as const)('a real guest has seen each method that controls: %s', (kind) => {
  const tried = triedBy(kind);
  const here = DOMAIN_METHODS.filter(({ kind, status }) => kind === 'control' && status === 'here');
  // An entry may name several methods: `changeMedium(), setLink()`.
  const names = here.flatMap(({ ours }) => Array.from(ours.matchAll(/\b([a-z]\w*)\(/g), ([, name]) => name));
  expect(names.filter((name) => name !== undefined && !tried.has(name))).toEqual([]);
});
