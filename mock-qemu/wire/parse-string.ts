import { ParseError } from './parse-error.js';

/**
 * Parses a string token, including its quotes.
 *
 * @throws {ParseError} when an escape or a byte sequence is not a valid character
 */
export function parseString(text: string): string {
  const body = text.slice(1, -1);
  if (PLAIN.test(body)) return body;
  let result = '';
  for (let at = 0; at < body.length; ) {
    if (body[at] !== '\\') {
      const end = body.indexOf('\\', at);
      const plain = body.slice(at, end === -1 ? undefined : end);
      result += decodeUtf8(plain);
      at += plain.length;
    } else if (body[at + 1] === 'u') {
      const [char, length] = parseUnicodeEscape(text.slice(1 + at, 13 + at));
      result += char;
      at += length;
    } else {
      const char = ESCAPES.get(body[at + 1] ?? '');
      if (char === undefined) throw new ParseError('invalid escape sequence in string');
      result += char;
      at += 2;
    }
  }
  return result;
}

/** Printable ASCII without a backslash: the fast path for most strings. */
const PLAIN = /^[ -[\]-~]*$/;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function decodeUtf8(text: string): string {
  try {
    return UTF8.decode(Buffer.from(text, 'latin1'));
  } catch {
    throw new ParseError('invalid UTF-8 sequence in string');
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Returns the character and the length of its escape: 6, or 12 for a surrogate pair. */
function parseUnicodeEscape(text: string): [char: string, length: number] {
  const pair = /^\\u(d[89ab]..)\\u(d[cdef]..)/i.exec(text);
  const units = pair === null ? [text.slice(2, 6)] : pair.slice(1);
  const char = String.fromCharCode(
    ...units.map((hex) => (/^[\da-f]{4}$/i.test(hex) ? Number.parseInt(hex, 16) : 0xd800)),
  );
  if (!isUnicodeCharacter(char.codePointAt(0) ?? 0)) {
    throw new ParseError(`${text.slice(0, 6)} is not a valid Unicode character`);
  }
  return [char, units.length * 6];
}

/** QEMU rejects lone surrogates, U+FDD0 to U+FDEF and the last two code points of each plane. */
function isUnicodeCharacter(code: number): boolean {
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  const nonCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  return !surrogate && !nonCharacter;
}
