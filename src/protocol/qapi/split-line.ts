export interface SplitLine {
  readonly words: readonly string[];
  /** Whether the line ends in its last word, not in a blank after it. */
  readonly endsInWord: boolean;
  /** What is still open at the end: a JSON value, which may continue in another line, or a quotation. */
  readonly open: 'json' | 'quote' | undefined;
}

/**
 * Splits `blockdev-add driver=file filename="a b" cache={"direct": true}` into its words.
 *
 * Blanks belong to a word inside quotes (which are removed) and inside JSON: a word, or the value after its `=`, that begins with
 * a brace or bracket extends to the closing one.
 */
export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; ) {
    const character = line.charAt(at);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    word ??= '';
    const piece = readPiece(line, at, word);
    word += piece.text;
    at = piece.end;
    if (piece.open !== undefined) return { words: [...words, word], endsInWord: true, open: piece.open };
  }
  return {
    words: word === undefined ? words : [...words, word],
    endsInWord: word !== undefined,
    open: undefined,
  };
}

interface Piece {
  readonly text: string;
  readonly end: number;
  readonly open?: 'json' | 'quote';
}

function readPiece(line: string, at: number, before: string): Piece {
  const character = line.charAt(at);
  if (character === '"' || character === "'") return readQuoted(line, at);
  const isValue = before === '' || (before.endsWith('=') && before.indexOf('=') === before.length - 1);
  if (isValue && (character === '{' || character === '[')) return readJson(line, at);
  return { text: character, end: at + 1 };
}

/** Within double quotes, a backslash escapes a quote or a backslash. */
function readQuoted(line: string, start: number): Piece {
  const quote = line.charAt(start);
  let text = '';
  for (let at = start + 1; at < line.length; at++) {
    if (line.charAt(at) === quote) return { text, end: at + 1 };
    if (quote === '"' && /^\\["\\]/.test(line.slice(at, at + 2))) at++;
    text += line.charAt(at);
  }
  return { text, end: line.length, open: 'quote' };
}

/** Counts brackets only; the parser decides whether the text is JSON. */
function readJson(line: string, start: number): Piece {
  let depth = 0;
  let isText = false;
  for (let at = start; at < line.length; at++) {
    const character = line.charAt(at);
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (!isText && '{['.includes(character)) depth++;
    else if (!isText && '}]'.includes(character) && --depth === 0) {
      return { text: line.slice(start, at + 1), end: at + 1 };
    }
  }
  return { text: line.slice(start), end: line.length, open: 'json' };
}
