import { describe, expect, it } from 'vitest';
import { applyAction } from '../../../src/terminal/top/apply-action.js';
import { applyPromptKey } from '../../../src/terminal/top/apply-prompt.js';
import { openPrompt, type PromptKind } from '../../../src/terminal/top/prompt.js';
import { type TopState, withChoice } from '../../../src/terminal/top/top-state.js';
import { contextOf, START, shownKeys } from './fake-screens.js';

/** Types a text, then presses a key. */
function type(kind: PromptKind, text: string, last: string, start: TopState = START): TopState {
  let state: TopState = { ...start, prompt: openPrompt(kind, '') };
  for (const key of [...text, last]) {
    const typed = [...key].length === 1 ? key : '';
    const press = { type: 'key', key, text: typed } as const;
    if (state.prompt) state = applyPromptKey(state, state.prompt, press, contextOf(state));
  }
  return state;
}

describe('applyPromptKey', () => {
  it('takes a filter with Enter', () => {
    const state = type('filter', 'cpu>10', 'enter');
    expect(state.prompt).toBeUndefined();
    expect(shownKeys(state)).toBe('cd');
  });

  it('takes the filter away when the line is empty', () => {
    const state = type('filter', ' ', 'enter', withChoice(START, { filter: 'x' }));
    expect(state.choices.guests?.filter).toBeUndefined();
  });

  it('keeps a filter that is wrong, says why, and lets it be mended', () => {
    const state = type('filter', 'cpx>10', 'enter');
    expect(state.prompt).toMatchObject({
      text: 'cpx>10',
      error: expect.stringMatching(/^'cpx' is not a column; did you mean 'cpu'\? expected one of/),
    });
    expect(state.choices).toEqual({});
  });

  it('leaves everything as it was with Esc and Ctrl+C', () => {
    expect(type('filter', 'cpu>10', 'escape')).toEqual(START);
    expect(type('columns', 'name', 'ctrl+c')).toEqual(START);
  });

  it('selects what was selected before with Esc in a search', () => {
    const searching = applyAction(START, 'search', contextOf(START)).state;
    const found = type('search', 'd', 'left', searching);
    expect(found.selected).toBe('d');
    expect(type('search', 'd', 'escape', searching)).toMatchObject({
      selected: undefined,
      prompt: undefined,
    });
  });

  it('chooses columns', () => {
    expect(type('columns', 'name,trouble', 'enter').choices.guests).toEqual({ columns: 'name,trouble' });
    expect(type('columns', 'nam', 'enter').prompt?.error).toMatch(/did you mean 'name'/);
  });

  it('finds a row while its name is typed', () => {
    const state = type('search', 'd', 'left');
    expect(state).toMatchObject({ selected: 'd', prompt: { text: 'd' } });
    expect(type('search', 'd', 'enter')).toMatchObject({ selected: 'd', prompt: undefined, search: 'd' });
    expect(type('search', 'x', 'enter').message).toBe("no row has 'x'");
  });
});
