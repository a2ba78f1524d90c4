import { describe, expect, it } from 'vitest';
import { readIdentity } from '../../src/qemu/identity.js';
import { qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readIdentity', () => {
  it.each(VERSIONS)('reads the name and the UUID of a recorded %s', async (version) => {
    expect(await readIdentity(recordedQemu(version))).toEqual({
      name: 'rich',
      uuid: '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486',
    });
  });

  it('knows neither of a guest that was given none', async () => {
    const replies = { 'query-name': {}, 'query-uuid': { UUID: '00000000-0000-0000-0000-000000000000' } };
    expect(await readIdentity(qemuWith(replies))).toEqual({ name: undefined, uuid: undefined });
  });

  it('cuts a name that is longer than any user would give', async () => {
    const replies = { 'query-name': { name: '\u{1f600}'.repeat(70_000) }, 'query-uuid': {} };
    expect((await readIdentity(qemuWith(replies))).name).toBe('\u{1f600}'.repeat(255));
  });

  it('takes an empty name, and a reply of another form, for none', async () => {
    expect(await readIdentity(qemuWith({ 'query-name': { name: '' }, 'query-uuid': 'x' }))).toEqual({
      name: undefined,
      uuid: undefined,
    });
  });
});
