import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeVersionProblem } from '../../src/support/node-version.js';

describe('the version of Node.js', () => {
  it.each([
    '20.19.0',
    '20.20.2',
    '21.0.0',
    '22.0.0',
    '22.12.0',
    '26.1.0',
    '100.0.0',
    '24.0.0-nightly20250101abc',
  ])('%s is recent enough', (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });

  it.each(['20.18.3', '20.9.0', '20.2.0', '19.20.0', '18.20.8', '16.20.2', '9.11.2', '2.19.0', '0.12.18'])(
    '%s is too old, which one sentence says',
    (version) => {
      expect(nodeVersionProblem(version)).toBe(`qgauge needs Node.js 20.19 or later; this is ${version}`);
    },
  );

  it('that is required is the one of package.json', () => {
    const { engines } = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
    );
    const required = /needs Node\.js (\S+) or later/.exec(nodeVersionProblem('0.0.0') ?? '')?.[1];
    expect(engines).toEqual({ node: `>=${required}` });
  });
});
