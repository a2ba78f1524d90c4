export type TokenType =
  | '{'
  | '}'
  | '['
  | ']'
  | ':'
  | ','
  | 'string'
  | 'integer'
  | 'float'
  | 'keyword'
  | 'stray';

export const STATES = [
  'start',
  'recovery',
  'double-quoted',
  'double-quoted-escape',
  'single-quoted',
  'single-quoted-escape',
  'minus',
  'zero',
  'digits',
  'point',
  'fraction',
  'exponent',
  'exponent-sign',
  'exponent-digits',
  'keyword',
] as const;

export type State = (typeof STATES)[number];

/** `again`: the token ended before this character, which is read again; `resume`: recovery has ended. */
export type Next = State | 'string' | 'structural' | 'again' | 'resume' | 'error';

/** The token that a state has read when a character outside the token ends it. */
export const TOKEN_OF: Readonly<Record<State, TokenType>> = {
  start: 'stray',
  recovery: 'stray',
  'double-quoted': 'string',
  'double-quoted-escape': 'string',
  'single-quoted': 'string',
  'single-quoted-escape': 'string',
  minus: 'stray',
  zero: 'integer',
  digits: 'integer',
  point: 'stray',
  fraction: 'float',
  exponent: 'stray',
  'exponent-sign': 'stray',
  'exponent-digits': 'float',
  keyword: 'keyword',
};

/** The state after a character. States are named after what has just been read. */
export function nextState(state: State, char: string): Next {
  const digit = char >= '0' && char <= '9';
  switch (state) {
    case 'start':
      return firstState(char);
    case 'recovery':
      return isStructural(char) || char < ' ' || char > '\xFD' ? 'resume' : 'recovery';
    case 'double-quoted':
      return inString(state, char, '"');
    case 'single-quoted':
      return inString(state, char, "'");
    case 'double-quoted-escape':
      return isText(char) ? 'double-quoted' : 'error';
    case 'single-quoted-escape':
      return isText(char) ? 'single-quoted' : 'error';
    case 'minus':
      return char === '0' ? 'zero' : digit ? 'digits' : 'error';
    case 'zero':
      // QEMU's lexer does not accept an exponent directly after a zero.
      return digit ? 'error' : char === '.' ? 'point' : 'again';
    case 'digits':
      return digit ? 'digits' : afterInteger(char);
    case 'point':
      return digit ? 'fraction' : 'error';
    case 'fraction':
      return digit ? 'fraction' : char === 'e' || char === 'E' ? 'exponent' : 'again';
    case 'exponent':
      return digit ? 'exponent-digits' : char === '+' || char === '-' ? 'exponent-sign' : 'error';
    case 'exponent-sign':
      return digit ? 'exponent-digits' : 'error';
    case 'exponent-digits':
      return digit ? 'exponent-digits' : 'again';
    case 'keyword':
      return char >= 'a' && char <= 'z' ? 'keyword' : 'again';
  }
}

function firstState(char: string): Next {
  if (' \t\r\n'.includes(char)) return 'start';
  if (isStructural(char)) return 'structural';
  if (char === '"') return 'double-quoted';
  if (char === "'") return 'single-quoted';
  if (char === '-') return 'minus';
  if (char === '0') return 'zero';
  if (char >= '1' && char <= '9') return 'digits';
  return char >= 'a' && char <= 'z' ? 'keyword' : 'error';
}

function inString(state: 'double-quoted' | 'single-quoted', char: string, quote: string): Next {
  if (char === quote) return 'string';
  if (char === '\\') return `${state}-escape`;
  return isText(char) ? state : 'error';
}

function afterInteger(char: string): Next {
  if (char === '.') return 'point';
  return char === 'e' || char === 'E' ? 'exponent' : 'again';
}

function isText(char: string): boolean {
  return char >= ' ' && char <= '\xFD';
}

function isStructural(char: string): boolean {
  return '{}[]:,'.includes(char);
}
