import { nextState, type State, TOKEN_OF, type TokenType } from './lexer-states.js';

export interface Token {
  readonly type: TokenType;
  /** The token's bytes, one character each (latin1). */
  readonly text: string;
}

/**
 * Cuts the bytes of a client into tokens, with the states of QEMU's lexer.
 *
 * Bytes may come in pieces of any size; a number or keyword ends only at the byte that follows it. After a byte
 * that fits nowhere it yields a `stray` token and drops everything up to the next bracket, brace, colon, comma
 * or control character, as QEMU does.
 */
export class Lexer {
  #state: State = 'start';
  #text = '';

  *push(chunk: Uint8Array): Generator<Token> {
    for (const byte of chunk) {
      let outcome = this.#step(byte);
      if (outcome.token !== undefined) yield outcome.token;
      while (outcome.again) {
        outcome = this.#step(byte);
        if (outcome.token !== undefined) yield outcome.token;
      }
    }
  }

  #step(byte: number): Outcome {
    const char = String.fromCharCode(byte);
    const next = nextState(this.#state, char);
    if (next === 'again') return { token: this.#end(TOKEN_OF[this.#state], ''), again: true };
    if (next === 'error') return { token: this.#end('stray', char, 'recovery'), again: false };
    if (next === 'string') return { token: this.#end('string', char), again: false };
    if (next === 'structural') return { token: this.#end(structuralType(char), char), again: false };
    if (next === 'resume') {
      this.#state = 'start';
      return { token: undefined, again: true };
    }
    this.#state = next;
    if (next !== 'start' && next !== 'recovery') this.#text += char;
    return { token: undefined, again: false };
  }

  #end(type: TokenType, last: string, state: State = 'start'): Token {
    const text = this.#text + last;
    this.#text = '';
    this.#state = state;
    return { type, text };
  }
}

interface Outcome {
  readonly token: Token | undefined;
  readonly again: boolean;
}

function structuralType(char: string): TokenType {
  switch (char) {
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
      return char;
    default:
      return 'stray';
  }
}
