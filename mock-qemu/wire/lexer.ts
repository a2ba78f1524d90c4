import { nextState, STATES, type State, TOKEN_OF, type TokenType } from './lexer-states.js';

/** A token of a client's bytes; `stray` is one that is not valid JSON. */
export interface Token {
  readonly type: TokenType;
  /** The token's bytes, one character each (latin1). */
  readonly text: string;
}

/**
 * Splits the bytes of a client into tokens, with the states of QEMU's lexer.
 *
 * Bytes may arrive in chunks of any size; a number or keyword ends only at the byte that follows it. An unexpected
 * byte yields a `stray` token, and everything up to the next bracket, brace, colon, comma or control character is
 * dropped, as in QEMU. A token longer than {@link MAX_TOKEN_BYTES} is returned as it is, and what follows is read as a
 * new token.
 */
export class Lexer {
  readonly #onToken: (token: Token) => void;
  #state = START;
  /** The beginning of a token that is not complete yet. */
  #begun = '';

  constructor(onToken: (token: Token) => void) {
    this.#onToken = onToken;
  }

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const room = MAX_TOKEN_BYTES + 1 - this.#begun.length;
      const piece = chunk.subarray(at, at + room);
      this.#read(piece);
      at += piece.length;
      if (this.#begun.length <= MAX_TOKEN_BYTES) continue;
      this.#end(TOKEN_OF[STATES[this.#state] ?? 'start'], '', START);
    }
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let at = 0; at < chunk.length; ) {
      const byte = chunk[at] ?? 0;
      const next = TABLE[this.#state * 256 + byte] ?? START;
      if (next < STATES.length) {
        if (this.#state === START) start = at;
        this.#state = next;
        at += 1;
      } else if (next === AGAIN) {
        this.#end(TOKEN_OF[STATES[this.#state] ?? 'start'], chunk.toString('latin1', start, at), START);
      } else if (next === RESUME) {
        this.#state = START;
      } else {
        if (this.#state === START) start = at;
        at += 1;
        if (next === STRUCTURAL) this.#onToken(STRUCTURAL_TOKENS[byte] ?? STRAY);
        else if (next === STRING) this.#end('string', chunk.toString('latin1', start, at), START);
        else this.#end('stray', chunk.toString('latin1', start, at), RECOVERY);
      }
    }
    if (this.#state !== START && this.#state !== RECOVERY) this.#begun += chunk.toString('latin1', start);
  }

  #end(type: TokenType, rest: string, state: number): void {
    const text = this.#begun + rest;
    this.#begun = '';
    this.#state = state;
    this.#onToken({ type, text });
  }
}

/** QEMU's limit for one token, and for all the tokens of a message. */
export const MAX_TOKEN_BYTES = 64 * 1024 * 1024;

const START = STATES.indexOf('start');
const RECOVERY = STATES.indexOf('recovery');

/** The entries of the table that are not states. */
const [STRING, STRUCTURAL, AGAIN, RESUME, ERROR] = [251, 252, 253, 254, 255];
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...STATES.map((state, number): [string, number] => [state, number]),
  ['string', STRING],
  ['structural', STRUCTURAL],
  ['again', AGAIN],
  ['resume', RESUME],
  ['error', ERROR],
]);

/** The result of {@link nextState} for each state and byte. */
const TABLE = Uint8Array.from(
  STATES.flatMap((state) => Array.from({ length: 256 }, (_, byte) => entry(state, byte))),
);

function entry(state: State, byte: number): number {
  return NUMBERS.get(nextState(state, String.fromCharCode(byte))) ?? ERROR;
}

const STRAY: Token = { type: 'stray', text: '' };

const STRUCTURAL_TOKENS: readonly (Token | undefined)[] = tokensByByte(['{', '}', '[', ']', ':', ',']);

function tokensByByte(types: readonly TokenType[]): (Token | undefined)[] {
  const tokens: (Token | undefined)[] = Array.from({ length: 256 }, () => undefined);
  for (const type of types) tokens[type.charCodeAt(0)] = { type, text: type };
  return tokens;
}
