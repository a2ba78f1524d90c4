import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSev } from '../../src/qemu/launch-security.js';

const FIGURES = { enabled: true, 'api-major': 1, 'api-minor': 49, 'build-id': 6, state: 'running' };
const READ = { apiMajor: 1, apiMinor: 49, buildId: 6, state: 'running' };

describe('decodeSev', () => {
  it('reads the flat form that QEMU had before 9.1', () => {
    const sev = { ...FIGURES, policy: 3, handle: 1 };
    expect(decodeSev(sev)).toEqual({ type: 'sev', ...READ, policy: 3, handle: 1 });
  });

  it('reads both types of the later form', () => {
    const sev = { ...FIGURES, 'sev-type': 'sev', policy: 3, handle: 1 };
    expect(decodeSev(sev)).toEqual({ type: 'sev', ...READ, policy: 3, handle: 1 });
    const snp = { ...FIGURES, 'sev-type': 'sev-snp', 'snp-policy': 196_608 };
    expect(decodeSev(snp)).toEqual({ type: 'sev-snp', ...READ, policy: 196_608, handle: undefined });
  });

  it.each(['7.2', '10.0'])('is null for what a QEMU %s answers without SEV', (version) => {
    const file = join(import.meta.dirname, '..', '..', 'schemas', 'replies', `${version}.json`);
    const reply: unknown = JSON.parse(readFileSync(file, 'utf8'))['query-sev'];
    expect(reply).toBeDefined();
    expect(decodeSev(reply)).toBeNull();
  });

  it('is null for what is no such reply', () => {
    expect(decodeSev(undefined)).toBeNull();
    expect(decodeSev([])).toBeNull();
  });
});
