import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeSelection, selectAt } from '../../../src/terminal/top/selection.js';
import { DEFAULT_SETTINGS, startState } from '../../../src/terminal/top/top-state.js';

const rows = (keys: string) => [...keys].map((key) => ({ key, guest: undefined }));
const state = { selected: undefined, selectedAt: 0, firstRow: 0 };

describe('placeSelection', () => {
  it('is the first row until one is selected', () => {
    expect(placeSelection(state, rows('abc'), 2)).toEqual({ at: 0, first: 0 });
    expect(placeSelection(state, rows('cab'), 2)).toEqual({ at: 0, first: 0 });
  });

  it('follows the selected row when rows move', () => {
    const selected = { selected: 'a', selectedAt: 0, firstRow: 0 };
    expect(placeSelection(selected, rows('bcda'), 2)).toEqual({ at: 3, first: 2 });
    expect(placeSelection({ ...selected, firstRow: 2 }, rows('abcd'), 2)).toEqual({ at: 0, first: 0 });
  });

  it('is the row that has taken the place of one that is gone', () => {
    const selected = { selected: 'x', selectedAt: 1, firstRow: 0 };
    expect(placeSelection(selected, rows('abc'), 2)).toEqual({ at: 1, first: 0 });
    expect(placeSelection({ ...selected, selectedAt: 7 }, rows('abc'), 2)).toEqual({ at: 2, first: 1 });
  });

  it('is none without rows', () => {
    expect(placeSelection({ ...state, selected: 'x' }, [], 2)).toEqual({ at: -1, first: 0 });
    expect(placeSelection(state, [], 2)).toEqual({ at: -1, first: 0 });
  });

  it('is always among the rows that are shown', () => {
    const keys = fc.uniqueArray(fc.constantFrom(...'abcdefghij'));
    fc.assert(
      fc.property(
        keys,
        fc.constantFrom(...'abcx'),
        fc.nat(12),
        fc.nat(12),
        fc.integer({ min: 1, max: 6 }),
        (...given) => {
          const [order, selected, selectedAt, firstRow, room] = given;
          const { at, first } = placeSelection(
            { selected, selectedAt, firstRow },
            rows(order.join('')),
            room,
          );
          if (order.length === 0) return;
          expect(at).toBeGreaterThanOrEqual(first);
          expect(at).toBeLessThan(Math.min(first + room, order.length));
          expect(first).toBeLessThanOrEqual(Math.max(0, order.length - room));
        },
      ),
    );
  });
});

describe('selectAt', () => {
  it('selects the nearest row there is', () => {
    const before = startState(DEFAULT_SETTINGS);
    expect(selectAt(before, rows('abc'), 1)).toMatchObject({ selected: 'b', selectedAt: 1 });
    expect(selectAt(before, rows('abc'), Number.POSITIVE_INFINITY)).toMatchObject({
      selected: 'c',
      selectedAt: 2,
    });
    expect(selectAt(before, rows('abc'), -5)).toMatchObject({ selected: 'a', selectedAt: 0 });
    expect(selectAt(before, [], 3)).toMatchObject({ selected: undefined, selectedAt: 0 });
  });
});
