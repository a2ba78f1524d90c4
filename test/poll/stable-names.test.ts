import { describe, expect, it } from 'vitest';
import { StableNames } from '../../src/poll/stable-names.js';

const guest = (name: string, uuid: string, pid: number) => [{}, { name, uuid, pid }] as const;
const OLD = guest('web', '11111111-0000', 1);
const NEW = guest('web', '22222222-0000', 2);

describe('StableNames', () => {
  it('leaves an old guest its name when another of that name comes', () => {
    const keeper = new StableNames();
    expect(keeper.assign([OLD])).toEqual({ names: ['web'], warnings: [] });
    expect(keeper.assign([NEW, OLD])).toEqual({
      names: ['web-22222222', 'web'],
      warnings: ['2 guests are named web: the newer ones got a suffix'],
    });
  });

  it('leaves the newcomer its suffix when the old one has gone, and warns no more', () => {
    const keeper = new StableNames();
    keeper.assign([OLD]);
    keeper.assign([OLD, NEW]);
    expect(keeper.assign([NEW])).toEqual({ names: ['web-22222222'], warnings: [] });
  });

  it('gives two that come together a suffix each', () => {
    expect(new StableNames().assign([OLD, NEW])).toEqual({
      names: ['web-11111111', 'web-22222222'],
      warnings: ['2 guests are named web: each of them got a suffix'],
    });
  });

  it('gives a guest that is called otherwise by now that name', () => {
    const keeper = new StableNames();
    const [key, old] = OLD;
    keeper.assign([[key, old]]);
    expect(keeper.assign([[key, { ...old, name: 'db' }]]).names).toEqual(['db']);
  });

  it('takes names as consumers file them: what differs only there is equal', () => {
    const keeper = new StableNames();
    keeper.assign([guest('a b', '1', 1)]);
    expect(keeper.assign([guest('a_b', '22222222-0000', 2)]).names).toEqual(['a_b']);
  });
});
