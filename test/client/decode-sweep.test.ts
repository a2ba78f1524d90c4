import { describe, expect, it } from 'vitest';
import { decodeRemoteSweep, decodeSweep } from '../../src/client/decode-sweep.js';
import { stringifyJson } from '../../src/support/lossless-json.js';
import { VERSION } from '../../src/support/version.js';
import { AFTER } from '../formats/moving-snapshot.js';
import { OWN_SNAPSHOT } from '../formats/own-snapshot.js';
import { RICH } from '../formats/rich-snapshot.js';

const ABOUT = { version: VERSION, discovers: true, number: 7, intervalSeconds: 2, isStale: false };
const [WEB] = AFTER.guests;

function answer(snapshot: unknown, about: object = {}): string {
  return stringifyJson({ sweep: { ...ABOUT, ...about }, snapshot });
}

describe('a sweep from the network', () => {
  it('is taken when it is what a daemon sends', async () => {
    for (const snapshot of [AFTER, RICH, OWN_SNAPSHOT]) {
      const sweep = await decodeRemoteSweep(answer(snapshot));
      expect(sweep).toEqual({ ...ABOUT, snapshot: JSON.parse(stringifyJson(snapshot)) });
    }
  });

  it.each([
    ['a guest that is none', { ...AFTER, guests: [null] }, '/guests/0 must be object'],
    [
      'a pid of control characters',
      { ...AFTER, guests: [{ ...WEB, pid: '\u001b]0;title\u0007' }] },
      '/guests/0/pid must be integer',
    ],
    [
      'a guest without memory',
      { ...AFTER, guests: [{ ...WEB, memory: undefined }] },
      "/guests/0 must have required property 'memory'",
    ],
    [
      'a verdict that this version does not know',
      { ...AFTER, guests: [{ ...WEB, memory: { ...WEB?.memory, verdict: 'odd' } }] },
      '/guests/0/memory/verdict must be equal to one of the allowed values',
    ],
    [
      'a time that no calendar has',
      { ...AFTER, takenAtSeconds: 1e300 },
      '/takenAtSeconds must be <= 8640000000000',
    ],
    ['nothing', undefined, '/ must be object'],
  ])('is refused with %s', async (_, snapshot, why) => {
    expect(await decodeRemoteSweep(answer(snapshot))).toBe(`a valid snapshot: ${why}`);
  });

  it('is refused with the version, where another version has other snapshots', async () => {
    const text = answer({ ...AFTER, guests: [{}] }, { version: '99.0.0' });
    expect(await decodeRemoteSweep(text)).toBe(`one of qgauge ${VERSION}, but of 99.0.0`);
  });

  it('has no integer that only a bigint can hold', async () => {
    const text = answer({ ...AFTER, host: { memoryBytes: 2n ** 64n - 1n } });
    expect(await decodeRemoteSweep(text)).toMatchObject({ snapshot: { host: { memoryBytes: 2 ** 64 } } });
  });

  it.each(['', '<html>', '[]', '{"sweep":{}}', 'null'])('is not %j', async (text) => {
    expect(await decodeRemoteSweep(text)).toBe('a snapshot');
    expect(decodeSweep(text)).toBe('a snapshot');
  });
});

describe('a sweep from the socket of this host', () => {
  it('keeps its integers', () => {
    const text = answer({ ...AFTER, host: { memoryBytes: 2n ** 64n - 1n } });
    expect(decodeSweep(text)).toMatchObject({ snapshot: { host: { memoryBytes: 2n ** 64n - 1n } } });
  });
});
