import { fitText } from '../../support/fit-text.js';
import type { Emphasis, StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { textWidth } from '../../support/text-width.js';
import type { Prompt, PromptKind } from './prompt.js';
import type { TopState } from './top-state.js';

const PROMPTS: { readonly [kind in PromptKind]: string } = {
  search: 'search: ',
  filter: 'filter: ',
  columns: 'columns: ',
};
const MAX_MESSAGE = 300;

/** The last lines: what is being typed, what there is to say, or the keys that matter most. */
export function footerLines(state: TopState, columns: number): readonly StyledLine[] {
  const { prompt } = state;
  if (prompt === undefined) return [keysLine(state, columns)];
  const line = promptLine(prompt, columns);
  return prompt.error === undefined ? [line] : [messageLine(prompt.error, columns, 'bad'), line];
}

function messageLine(message: string, columns: number, emphasis: Emphasis): StyledLine {
  return [{ text: fitText(terminalSafe(message, MAX_MESSAGE), columns), emphasis }];
}

function keysLine({ message, page }: TopState, columns: number): StyledLine {
  if (message !== '') return messageLine(message, columns, 'notice');
  const keys =
    page.kind === 'table'
      ? 'q quits  ? help  Enter guest  / search  \\ filter  ←→ sort  space pauses'
      : 'Esc goes back  q quits  ? help  ↑↓ PgUp PgDn move';
  return [{ text: fitText(keys, columns), emphasis: 'faint' }];
}

/** The cursor is the character in reverse; a long text is shown around it. */
function promptLine({ kind, text, cursor }: Prompt, columns: number): StyledLine {
  const label = PROMPTS[kind];
  const characters = [...text].map((character) => terminalSafe(character));
  const room = Math.max(4, columns - label.length - 1);
  const first = Math.max(0, cursor - room + 1);
  const shown = characters.slice(first);
  const [before, at, after] = [
    shown.slice(0, cursor - first).join(''),
    shown[cursor - first] ?? ' ',
    shown.slice(cursor - first + 1).join(''),
  ];
  const rest = fitText(after, Math.max(0, columns - textWidth(label + before + at)));
  return [
    { text: label, emphasis: 'heading' },
    { text: before },
    { text: at, isSelected: true },
    { text: rest },
  ];
}
