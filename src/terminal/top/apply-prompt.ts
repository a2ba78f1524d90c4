import { TableError } from '../../formats/table/table-error.js';
import type { TopScreen, ViewChoice } from '../../formats/top/top-screen.js';
import type { KeyPress } from '../key-reader.js';
import { findNext, type TopContext } from './apply-action.js';
import { editPrompt, type Prompt } from './prompt.js';
import { type TopState, withChoice } from './top-state.js';

/** Applies a key while a line is typed: Enter takes it, Esc leaves everything as it was. */
export function applyPromptKey(
  state: TopState,
  prompt: Prompt,
  press: KeyPress,
  context: TopContext,
): TopState {
  const { key } = press;
  if (key === 'escape' || key === 'ctrl+c')
    return { ...state, ...state.beforeSearch, prompt: undefined, beforeSearch: undefined };
  if (key === 'enter') return take(state, prompt, context);
  const edited = editPrompt(prompt, press);
  const next = { ...state, prompt: edited };
  // While the text is typed already; no row may have it yet.
  if (edited.kind !== 'search' || edited.text === prompt.text) return next;
  return { ...findNext(next, context, edited.text, 0), message: '', prompt: edited };
}

function take(state: TopState, prompt: Prompt, context: TopContext): TopState {
  const closed = { ...state, prompt: undefined, beforeSearch: undefined };
  const text = prompt.text.trim();
  if (prompt.kind === 'search') return text === '' ? closed : findNext(closed, context, text, 0);
  const choice: ViewChoice = { [prompt.kind]: text === '' ? undefined : text };
  const error = whyNot(context.screen, { ...state.choices[state.screen], ...choice });
  // The text stays, to be mended.
  if (error !== undefined) return { ...state, prompt: { ...prompt, error } };
  return withChoice(closed, choice);
}

function whyNot(screen: TopScreen, choice: ViewChoice): string | undefined {
  try {
    screen.view(choice);
    return undefined;
  } catch (error) {
    if (error instanceof TableError) return error.message;
    throw error;
  }
}
