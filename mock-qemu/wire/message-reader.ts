import type { Json } from './json.js';
import { Lexer, type Token } from './lexer.js';
import { ParseError } from './parse-error.js';
import { parseTokens } from './parser.js';

/** One message of a client: a JSON value, or why it is none. */
export type Message = { readonly value: Json } | { readonly error: string };

/**
 * Cuts a client's bytes into messages, as QEMU's monitor and guest agent do: a message is a complete JSON value,
 * line ends mean nothing, and an error drops what was read of its message.
 */
export class MessageReader {
  readonly #lexer = new Lexer();
  #tokens: Token[] = [];
  #braces = 0;
  #brackets = 0;
  #bytes = 0;

  *push(chunk: Uint8Array): Generator<Message> {
    for (const token of this.#lexer.push(chunk)) {
      const message = this.#add(token);
      if (message !== undefined) yield message;
    }
  }

  #add(token: Token): Message | undefined {
    if (token.type === 'stray') return this.#finish(() => strayToken(token));
    this.#count(token);
    if (this.#bytes > MAX_TOKEN_BYTES) return this.#fail('JSON token size limit exceeded');
    if (this.#braces + this.#brackets > MAX_NESTING) return this.#fail('JSON nesting depth limit exceeded');
    this.#tokens.push(token);
    // A bracket that closes too much makes one count negative, and that ends the message as well.
    const open = this.#braces > 0 || this.#brackets > 0;
    if (open && this.#braces >= 0 && this.#brackets >= 0) return undefined;
    const tokens = this.#tokens;
    return this.#finish(() => parseTokens(tokens));
  }

  #count(token: Token): void {
    this.#bytes += token.text.length;
    if (token.type === '{') this.#braces += 1;
    if (token.type === '}') this.#braces -= 1;
    if (token.type === '[') this.#brackets += 1;
    if (token.type === ']') this.#brackets -= 1;
  }

  #finish(parse: () => Json): Message {
    this.#reset();
    try {
      return { value: parse() };
    } catch (error) {
      if (error instanceof ParseError) return { error: error.message };
      throw error;
    }
  }

  #fail(error: string): Message {
    this.#reset();
    return { error };
  }

  #reset(): void {
    this.#tokens = [];
    this.#braces = 0;
    this.#brackets = 0;
    this.#bytes = 0;
  }
}

const MAX_TOKEN_BYTES = 64 * 1024 * 1024;
const MAX_NESTING = 1024;

/** QEMU prints the stray bytes as a C string, which a NUL ends. */
function strayToken(token: Token): never {
  const [text = ''] = token.text.split('\0');
  throw new ParseError(`stray '${Buffer.from(text, 'latin1').toString('utf8')}'`);
}
