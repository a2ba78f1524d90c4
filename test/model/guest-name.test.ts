import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName, uniqueNames } from '../../src/model/guest-name.js';

const guest = (name: string, uuid?: string, pid?: number) => ({ name, uuid, pid });

describe('uniqueNames', () => {
  it('leaves names that differ, vm1 and vm10 among them', () => {
    expect(uniqueNames([guest('vm1'), guest('vm10')])).toEqual({ names: ['vm1', 'vm10'], warnings: [] });
  });

  it('adds the first eight of the UUID to equal names, or the pid', () => {
    const guests = [
      guest('a', '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486', 7),
      guest('a', undefined, 8),
      guest('b'),
    ];
    expect(uniqueNames(guests)).toEqual({
      names: ['a-0dbe2ae8', 'a-8', 'b'],
      warnings: ['2 guests are named a: their names got a suffix each'],
    });
  });

  it('takes names for equal that a consumer would store alike', () => {
    expect(uniqueNames([guest('a b', undefined, 1), guest('a/b', undefined, 2)]).names).toEqual([
      'a b-1',
      'a/b-2',
    ]);
  });

  it('goes on to the pid when the UUIDs begin alike too', () => {
    const uuid = '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486';
    expect(uniqueNames([guest('a', uuid, 1), guest('a', uuid, 2)]).names).toEqual(['a-0dbe2ae8', 'a-2']);
  });

  it('never gives a suffixed name that another guest has', () => {
    const guests = [guest('a', undefined, 1), guest('a', undefined, 2), guest('a-1', undefined, 3)];
    expect(uniqueNames(guests).names).toEqual(['a-1-1', 'a-2', 'a-1']);
  });

  it('makes all names differ for a consumer, whatever they are', () => {
    const someGuest = fc.record({
      name: fc.constantFrom('a', 'a-1', 'a-2', 'a b', 'a_b', 'ä', '日本', '\n'),
      uuid: fc.constantFrom(undefined, '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486'),
      pid: fc.constantFrom(undefined, 1, 2),
    });
    fc.assert(
      fc.property(fc.array(someGuest, { maxLength: 12 }), (guests) => {
        const { names } = uniqueNames(guests);
        expect(new Set(names.map(fileName)).size).toBe(guests.length);
      }),
    );
  });
});
