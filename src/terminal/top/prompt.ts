import type { KeyPress } from '../key-reader.js';

/** What a line is typed for. */
export type PromptKind = 'search' | 'filter' | 'columns';

/** A line that the user types at the bottom of the screen. */
export interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
  /** Where the next character goes, in characters from the begin. */
  readonly cursor: number;
  /** Why the text cannot be taken. */
  readonly error?: string | undefined;
}

const MAX_TEXT = 300;

/** Opens a line with a text to change. */
export function openPrompt(kind: PromptKind, text: string): Prompt {
  return { kind, text, cursor: [...text].length };
}

/** Applies a key: the keys of a line editor that everybody's fingers know. Other keys change nothing. */
export function editPrompt(prompt: Prompt, { key, text: typed }: KeyPress): Prompt {
  const characters = [...prompt.text];
  const { cursor } = prompt;
  const edited = (text: readonly string[], at: number): Prompt => {
    return { kind: prompt.kind, text: text.join(''), cursor: Math.min(text.length, Math.max(0, at)) };
  };
  if (typed !== '' && characters.length < MAX_TEXT)
    return edited(characters.toSpliced(cursor, 0, typed), cursor + 1);
  switch (key) {
    case 'backspace':
      return cursor === 0 ? prompt : edited(characters.toSpliced(cursor - 1, 1), cursor - 1);
    case 'delete':
      return edited(characters.toSpliced(cursor, 1), cursor);
    case 'ctrl+u':
      return edited(characters.slice(cursor), 0);
    case 'ctrl+k':
      return edited(characters.slice(0, cursor), cursor);
    case 'ctrl+w':
      return deleteWord(prompt, characters);
    case 'left':
    case 'ctrl+b':
      return edited(characters, cursor - 1);
    case 'right':
    case 'ctrl+f':
      return edited(characters, cursor + 1);
    case 'home':
    case 'ctrl+a':
      return edited(characters, 0);
    case 'end':
    case 'ctrl+e':
      return edited(characters, characters.length);
    default:
      return prompt;
  }
}

function deleteWord({ kind, cursor }: Prompt, characters: readonly string[]): Prompt {
  const kept = characters
    .slice(0, cursor)
    .join('')
    .replace(/\S+\s*$/, '');
  return { kind, text: kept + characters.slice(cursor).join(''), cursor: [...kept].length };
}
