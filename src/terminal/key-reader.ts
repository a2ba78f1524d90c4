import { emitKeypressEvents, type Key } from 'node:readline';
import { Readable } from 'node:stream';

/** What a user does at a terminal. */
export type TerminalEvent = KeyPress | MouseEvent;

/** A key. */
export interface KeyPress {
  readonly type: 'key';
  /**
   * The character that it types, or its name: `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `enter`,
   * `tab`, `shift+tab`, `escape`, `backspace`, `delete`, `f1` and so on, `ctrl+c`.
   */
  readonly key: string;
  /** The character that it types; empty for a key that types none. */
  readonly text: string;
}

/** A click of the first button, or a turn of the wheel. */
export interface MouseEvent {
  readonly type: 'mouse';
  readonly action: 'press' | 'wheel-up' | 'wheel-down';
  /** From 0, from the left and from the top. */
  readonly column: number;
  readonly row: number;
}

/** After this, an escape character is the key Esc, and not the begin of another key's sequence. */
const ESCAPE_MS = 50;
/** xterm's SGR report of the mouse: ESC [ < button ; column ; row M, with m for a button that is released. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const MOUSE = /\u001b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])/;
/** The begin of a sequence whose end may come with the next bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const UNFINISHED = /\u001b(?:\[(?:<[\d;]{0,16})?)?$/;
const ESCAPE = '\u001b';
/** Node would take it for the begin of a key with Alt, and wait longer for the rest of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const ESCAPE_BEFORE_ANOTHER = /(\u001b)(?=\u001b|$)/;
const MOUSE_ACTIONS: ReadonlyMap<number, MouseEvent['action']> = new Map([
  [0, 'press'],
  [64, 'wheel-up'],
  [65, 'wheel-down'],
]);

/** Decodes what a terminal sends; sequences may be split anywhere. */
export class KeyReader implements Disposable {
  readonly #onEvent: (event: TerminalEvent) => void;
  /** Node's decoder listens to it. */
  readonly #source = new Readable({ read: () => undefined });
  /** One character a byte. */
  #pending = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(onEvent: (event: TerminalEvent) => void) {
    this.#onEvent = onEvent;
    emitKeypressEvents(this.#source);
    this.#source.on('keypress', this.#press);
  }

  /** Takes bytes; events come before it returns, but for a sequence that is not complete. */
  write(bytes: Buffer): void {
    clearTimeout(this.#timer);
    this.#pending += bytes.toString('latin1');
    for (let found = MOUSE.exec(this.#pending); found; found = MOUSE.exec(this.#pending)) {
      this.#decode(this.#pending.slice(0, found.index));
      this.#pending = this.#pending.slice(found.index + found[0].length);
      this.#mouse(found);
    }
    const rest = UNFINISHED.exec(this.#pending)?.[0] ?? '';
    this.#decode(this.#pending.slice(0, this.#pending.length - rest.length));
    this.#pending = rest;
    if (rest !== '') this.#timer = setTimeout(this.#giveUp, ESCAPE_MS);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#source.destroy();
  }

  readonly #giveUp = (): void => {
    const rest = this.#pending;
    this.#pending = '';
    this.#decode(rest);
  };

  /** What follows, if anything, begins with an escape character, or comes too late to belong to this. */
  #decode(latin1: string): void {
    for (const part of latin1.split(ESCAPE_BEFORE_ANOTHER)) {
      if (part === ESCAPE) this.#onEvent({ type: 'key', key: 'escape', text: '' });
      else if (part !== '') this.#source.emit('data', Buffer.from(part, 'latin1'));
    }
  }

  #mouse([, button, column, row, end]: RegExpExecArray): void {
    const action = MOUSE_ACTIONS.get(Number(button));
    if (action === undefined || end === 'm') return;
    this.#onEvent({ type: 'mouse', action, column: Number(column) - 1, row: Number(row) - 1 });
  }

  readonly #press = (text: string | undefined, key: Key): void => {
    const event = keyPressOf(text, key);
    if (event !== undefined) this.#onEvent(event);
  };
}

/** `undefined` for a key that has no name. */
function keyPressOf(text: string | undefined, { name, ctrl, meta, shift }: Key): KeyPress | undefined {
  const isText = text !== undefined && !meta && !/\p{Cc}/u.test(text);
  if (isText) return { type: 'key', key: text, text };
  if (name === undefined || name === 'undefined') return undefined;
  const base = name === 'return' ? 'enter' : name;
  const isShifted = shift === true && base.length > 1;
  const parts = [ctrl ? 'ctrl+' : '', meta && base !== 'escape' ? 'alt+' : '', isShifted ? 'shift+' : ''];
  return { type: 'key', key: `${parts.join('')}${base}`, text: '' };
}
