import { describe, expect, it } from 'vitest';
import { applyAction, findNext, showScreen } from '../../../src/terminal/top/apply-action.js';
import type { TopAction } from '../../../src/terminal/top/keys.js';
import { type TopState, withChoice } from '../../../src/terminal/top/top-state.js';
import { contextOf, START, shownKeys } from './fake-screens.js';

function act(state: TopState, ...actions: readonly TopAction[]): TopState {
  return actions.reduce((before, action) => applyAction(before, action, contextOf(before)).state, state);
}

describe('applyAction', () => {
  it('moves the selection, and stays at both ends', () => {
    expect(shownKeys(START)).toBe('cdab');
    expect(act(START, 'down').selected).toBe('d');
    expect(act(START, 'down', 'down', 'up').selected).toBe('d');
    expect(act(START, 'up').selected).toBe('c');
    expect(act(START, 'last').selected).toBe('b');
    expect(act(START, 'last', 'down', 'first').selected).toBe('c');
    expect(act(START, 'page-down').selected).toBe('d');
  });

  it('sorts by a key, the other way round, and by the column beside', () => {
    expect(shownKeys(act(START, 'reverse'))).toBe('adcb');
    expect(shownKeys(act(START, 'reverse', 'reverse'))).toBe('cdab');
    expect(shownKeys(act(START, 'sort-left'))).toBe('abcd');
    expect(shownKeys(act(START, 'sort-left', 'sort-left'))).toBe('abcd');
    expect(shownKeys(act(START, 'sort-left', 'sort-right'))).toBe('cdab');
    expect(act(START, 'sort-net').choices.guests?.sort).toBe('rx');
    expect(act(START, 'sort-disk').message).toBe("the screen 'guests' has no order by disk");
  });

  it('shows only problems, and all again, beside a filter', () => {
    const filtered = withChoice(START, { filter: 'name:a,b,d' });
    expect(shownKeys(act(filtered, 'only-problems'))).toBe('db');
    expect(shownKeys(act(filtered, 'only-problems', 'only-problems'))).toBe('dab');
    expect(act(START, 'only-problems', 'only-problems').choices.guests?.filter).toBeUndefined();
    expect(act(showScreen(START, 'disks'), 'only-problems').message).toMatch(/lists no guests/);
  });

  it('goes from screen to screen, round to the first, and keeps what is chosen of each', () => {
    const reversed = act(START, 'down', 'reverse');
    const next = act(reversed, 'next-screen');
    expect(next).toMatchObject({ screen: 'disks', selected: undefined });
    expect(shownKeys(next)).toBe('cdab');
    const back = act(next, 'next-screen');
    expect(back.screen).toBe('guests');
    expect(shownKeys(back)).toBe('adcb');
    expect(act(START, 'previous-screen').screen).toBe('disks');
  });

  it('opens the page of a guest, scrolls it, and goes back', () => {
    const page = act(START, 'open');
    expect(page.page).toEqual({ kind: 'guest', key: 'guest c', first: 0 });
    expect(act(page, 'down', 'down', 'up').page).toMatchObject({ first: 1 });
    expect(act(page, 'up').page).toMatchObject({ first: 0 });
    expect(act(page, 'last', 'up', 'first').page).toMatchObject({ first: 0 });
    expect(act(page, 'open')).toEqual(page);
    expect(act(page, 'back').page).toEqual({ kind: 'table' });
    expect(act(START, 'last', 'open')).toMatchObject({
      page: { kind: 'table' },
      message: 'no guest is selected',
    });
  });

  it('takes the filter away on a table', () => {
    expect(act(withChoice(START, { filter: 'x' }), 'back').choices.guests?.filter).toBeUndefined();
  });

  it("sorts in the screen's own order again", () => {
    expect(shownKeys(act(START, 'sort-left'))).toBe('abcd');
    expect(act(START, 'sort-left', 'own-order')).toEqual({
      ...START,
      choices: { guests: { sort: undefined } },
    });
  });

  it('opens and closes the help', () => {
    expect(act(START, 'help').page).toEqual({ kind: 'help', first: 0 });
    expect(act(START, 'help', 'help').page).toEqual({ kind: 'table' });
  });

  it('stands still, and changes units', () => {
    expect(act(START, 'pause', 'units', 'cpu-scale')).toMatchObject({
      ...{ isPaused: true, sizeUnit: 'MiB', cpuScale: 'machine' },
    });
    expect(act(START, 'pause', 'pause', 'units', 'units', 'cpu-scale', 'cpu-scale')).toEqual(START);
  });

  it.each(['quit', 'save', 'copy', 'slower', 'faster'] as const)('leaves %s to its caller', (action) => {
    expect(applyAction(START, action, contextOf(START))).toEqual({ state: START, effect: action });
  });
});

describe('findNext', () => {
  it('selects the next row that has the text, round to the first', () => {
    const found = findNext(START, contextOf(START), 'B', 0);
    expect(found).toMatchObject({ selected: 'b', search: 'B' });
    expect(findNext(found, contextOf(found), 'c', 1).selected).toBe('c');
    expect(findNext(found, contextOf(found), 'b', 1).selected).toBe('b');
  });

  it('says that no row has it, and that there is nothing to search for', () => {
    expect(findNext(START, contextOf(START), 'x\u001b', 0).message).toBe("no row has 'x?'");
    expect(findNext(START, contextOf(START), '', 1).message).toBe('/ searches for a row');
  });
});
