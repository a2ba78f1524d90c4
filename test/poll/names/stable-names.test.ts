import { describe, expect, it } from 'vitest';
import { StableNames } from '../../../src/poll/names/stable-names.js';

const guest = (name: string, uuid: string, pid: number) => [{}, { name, uuid, pid }] as const;
const OLD = guest('web', '11111111-0000', 1);
const NEW = guest('web', '22222222-0000', 2);

describe('StableNames', () => {
  it('keeps the name of an old guest when another of that name appears', () => {
    const names = new StableNames();
    expect(names.assign([OLD])).toEqual({ names: ['web'], warnings: [] });
    expect(names.assign([NEW, OLD])).toEqual({
      names: ['web-22222222', 'web'],
      warnings: ['2 guests are named web: the newer ones got a suffix'],
    });
  });

  it('keeps the suffix of the newcomer when the old guest is gone, without a warning', () => {
    const names = new StableNames();
    names.assign([OLD]);
    names.assign([OLD, NEW]);
    expect(names.assign([NEW])).toEqual({ names: ['web-22222222'], warnings: [] });
  });

  it('gives a suffix to each of two guests that appear together', () => {
    expect(new StableNames().assign([OLD, NEW])).toEqual({
      names: ['web-11111111', 'web-22222222'],
      warnings: ['2 guests are named web: each of them got a suffix'],
    });
  });

  it('follows a guest that changes its own name', () => {
    const names = new StableNames();
    const [key, old] = OLD;
    names.assign([[key, old]]);
    expect(names.assign([[key, { ...old, name: 'db' }]]).names).toEqual(['db']);
  });

  it('compares names as file names: consumers store them by those', () => {
    const names = new StableNames();
    names.assign([guest('a b', '1', 1)]);
    expect(names.assign([guest('a_b', '22222222-0000', 2)]).names).toEqual(['a_b']);
  });
});
