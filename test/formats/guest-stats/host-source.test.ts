import { describe, expect, it } from 'vitest';
import { encodeGuestStats } from '../../../src/formats/guest-stats/guest-stats.js';
import { type AskHost, createHostSource } from '../../../src/formats/guest-stats/host-source.js';
import { getSessionId, getValue, openHandle, updateInfo } from '../../../src/model/guest-lib/handle.js';
import { LIBRARY_STATS } from '../../model/guest-lib/library-stats.js';
import { session, withGroups } from './example-stats.js';

const answer: AskHost = async (name) => encodeGuestStats(LIBRARY_STATS, 'json', name);

describe('the statistics of the own guest', () => {
  it('are read one after the other, the session first and last', async () => {
    const asked: string[] = [];
    const source = createHostSource(async (name) => {
      asked.push(name);
      return answer(name);
    });
    const stats = await source.read();
    expect(asked).toEqual(['session', 'host', 'resources', 'guestlib', 'session']);
    expect(stats?.session).toBe(4004861987670969122n);
    expect(stats?.groups.map(({ name }) => name)).toEqual(['session', 'host', 'resources', 'guestlib']);
  });

  it('are those of disks too, where they are asked for', async () => {
    const stats = await createHostSource(answer, ['vscsi scsi0:0', 'vscsi scsi0:1']).read();
    expect(stats?.groups.map(({ name }) => name)).toEqual(['session', 'vscsi scsi0:0']);
  });

  it('are not there when the host does not know of them', async () => {
    expect(await createHostSource(async () => undefined).read()).toBeUndefined();
  });

  it('are not read across a change of session', async () => {
    let count = 0;
    const source = createHostSource(async () => `{"session":{"value":${++count}}}`, []);
    await expect(source.read()).rejects.toThrow('the session has changed during the reading');
  });

  it.each([
    ['small', '5', 5n],
    ['large', '9223372036854775807', 9223372036854775807n],
    ['missing', '"none"', 0n],
    ['broken', '0.5', 0n],
  ])('have a session that is %s', async (_, value, expected) => {
    const stats = await createHostSource(async () => `{"session":{"value":${value}}}`, []).read();
    expect(stats?.session).toBe(expected);
  });
});

it('accessors read them as they read those of a snapshot', async () => {
  const opened = openHandle(createHostSource(answer));
  if (opened.code !== 0) throw new Error(`code ${opened.code}`);
  expect(await updateInfo(opened.value)).toBe(0);
  expect(getSessionId(opened.value)).toEqual({ code: 0, value: LIBRARY_STATS.session });
  expect(getValue(opened.value, 'memActiveMB')).toEqual({ code: 0, value: 512 });
});

it('a signal is handed on', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  const source = createHostSource(async (name, given) => {
    given?.throwIfAborted();
    return encodeGuestStats(withGroups(session()), 'json', name);
  });
  await expect(source.read(signal)).rejects.toThrow('enough');
});
