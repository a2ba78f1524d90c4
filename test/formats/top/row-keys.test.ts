import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedGuests, uniqueKeys } from '../../../src/formats/top/row-keys.js';
import { guestSnapshot, PROCESS, snapshotOf } from '../rich-snapshot.js';

const keysOf = (...keys: readonly string[]) => uniqueKeys(keys.map((key) => ({ key }))).map(({ key }) => key);

describe('the keys of rows', () => {
  it('are those of the process, which stay when a guest is renamed; without one the name', () => {
    const guests = [
      guestSnapshot({ name: 'a' }),
      guestSnapshot({ name: 'b', linux: { ...PROCESS, startTicks: 1 } }),
      guestSnapshot({ name: 'c', linux: undefined }),
    ];
    expect(keyedGuests(snapshotOf(...guests)).map(({ key }) => key)).toEqual(['2145.4711', '2145.1', 'c']);
  });

  it('are those of the process and the name where processes cannot be told apart, in any order', () => {
    const guests = [guestSnapshot({ name: 'a' }), guestSnapshot({ name: 'b' })];
    const keys = ['2145.4711 a', '2145.4711 b'];
    expect(keyedGuests(snapshotOf(...guests)).map(({ key }) => key)).toEqual(keys);
    expect(keyedGuests(snapshotOf(...guests.toReversed())).map(({ key }) => key)).toEqual(keys.toReversed());
  });

  it('are numbered where they repeat', () => {
    expect(keysOf('a', 'b', 'a', 'a', 'b')).toEqual(['a', 'b', 'a#2', 'a#3', 'b#2']);
    expect(keysOf('a', 'a#2', 'a', 'a#2')).toEqual(['a', 'a#2', 'a#3', 'a#2#2']);
  });

  it('are unique, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a#2', 'a#2#2', 'a#3', 'b')), (keys) => {
        expect(new Set(keysOf(...keys)).size).toBe(keys.length);
      }),
    );
  });
});
