import type { Json } from './json.js';
import { Lexer, MAX_TOKEN_BYTES, type Token } from './lexer.js';
import { ParseError } from './parse-error.js';
import { parseTokens } from './parser.js';

/** One message of a client: a JSON value, or the error in it. */
export type Message = { readonly value: Json } | { readonly error: string };

/**
 * Splits a client's bytes into messages, as QEMU's monitor and guest agent do: a message is a complete JSON value, line
 * ends have no meaning, and an error discards the part of its message that has been read.
 */
export class MessageReader {
  readonly #lexer = new Lexer((token) => this.#add(token));
  #messages: Message[] = [];
  #tokens: Token[] = [];
  #braces = 0;
  #brackets = 0;
  #bytes = 0;

  /** Returns the messages that these bytes complete. */
  push(chunk: Buffer): readonly Message[] {
    this.#lexer.push(chunk);
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }

  #add(token: Token): void {
    this.#count(token);
    const beyond = this.#beyondLimit(token);
    if (token.type === 'stray') this.#finish({ error: strayError(token) });
    else if (beyond !== undefined) this.#finish({ error: `JSON ${beyond} limit exceeded` });
    else this.#keep(token);
  }

  #keep(token: Token): void {
    this.#bytes += token.text.length;
    this.#tokens.push(token);
    // A surplus closing bracket makes a count negative, which ends the message as well.
    const isOpen = this.#braces > 0 || this.#brackets > 0;
    if (!isOpen || this.#braces < 0 || this.#brackets < 0) this.#finish(parse(this.#tokens));
  }

  #count(token: Token): void {
    if (token.type === '{') this.#braces += 1;
    else if (token.type === '}') this.#braces -= 1;
    else if (token.type === '[') this.#brackets += 1;
    else if (token.type === ']') this.#brackets -= 1;
  }

  #beyondLimit(token: Token): string | undefined {
    if (this.#bytes + token.text.length + 1 > MAX_TOKEN_BYTES) return 'token size';
    if (this.#tokens.length + 1 > MAX_TOKENS) return 'token count';
    return this.#braces + this.#brackets > MAX_NESTING ? 'nesting depth' : undefined;
  }

  #finish(message: Message): void {
    this.#tokens = [];
    this.#braces = 0;
    this.#brackets = 0;
    this.#bytes = 0;
    this.#messages.push(message);
  }
}

const MAX_TOKENS = 2 * 1024 * 1024;
const MAX_NESTING = 1024;

function parse(tokens: readonly Token[]): Message {
  try {
    return { value: parseTokens(tokens) };
  } catch (error) {
    if (error instanceof ParseError) return { error: error.message };
    throw error;
  }
}

/** QEMU prints the stray bytes as a C string, up to the first NUL. */
function strayError(token: Token): string {
  const [text = ''] = token.text.split('\0');
  return new ParseError(`stray '${Buffer.from(text, 'latin1').toString('utf8')}'`).message;
}
