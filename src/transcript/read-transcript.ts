import { readFile } from 'node:fs/promises';
import validate from '../../schemas/compiled/transcript-line.js';
import { errnoOf, messageOf, QgaugeError } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { TranscriptHeader, TranscriptLine } from './transcript-line.js';

/** A file is not a valid transcript; the message has the file, the line, and the rule that it breaks. */
export class TranscriptError extends QgaugeError {
  constructor(file: string, lineNumber: number | undefined, rule: string, options?: ErrorOptions) {
    const where = lineNumber === undefined ? '' : `:${lineNumber}`;
    super('ERR_TRANSCRIPT', `${terminalSafe(file, 4096)}${where}: ${rule}`, options);
  }
}

/** A recorded conversation. */
export interface Transcript {
  /** `undefined` in a file without one. */
  readonly header: TranscriptHeader | undefined;
  readonly lines: readonly TranscriptLine[];
  /** What was left out, and why: at most a last line that is cut off. */
  readonly warnings: readonly string[];
}

/** Reads a transcript from a file. @throws {TranscriptError} when it cannot be read, or is not valid */
export async function readTranscript(path: string): Promise<Transcript> {
  try {
    return parseTranscript(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof TranscriptError) throw error;
    const why = errnoOf(error) === 'ENOENT' ? 'no such file' : `cannot be read: ${messageOf(error)}`;
    throw new TranscriptError(path, undefined, why, { cause: error });
  }
}

/**
 * Parses the text of a transcript. A last line that is cut off, which a killed recorder leaves, is left out with a warning;
 * any other error throws.
 *
 * @param file its name in messages
 * @throws {TranscriptError}
 */
export function parseTranscript(text: string, file: string): Transcript {
  const rows = text.split('\n');
  const lines: TranscriptLine[] = [];
  const warnings: string[] = [];
  let header: TranscriptHeader | undefined;
  for (const [at, row] of rows.entries()) {
    if (row.trim() === '') continue;
    if (at === rows.length - 1 && !isJson(row)) {
      warnings.push(`${file}:${at + 1}: the line is cut off: the transcript was read up to there`);
      break;
    }
    const value = parseRow(row, file, at + 1);
    if (!isHeader(value)) lines.push(value);
    else if (at === 0) header = value;
    else throw new TranscriptError(file, at + 1, 'a header is allowed only on the first line');
  }
  return { header, lines, warnings };
}

function isJson(row: string): boolean {
  try {
    JSON.parse(row);
    return true;
  } catch {
    return false;
  }
}

function parseRow(row: string, file: string, lineNumber: number): TranscriptHeader | TranscriptLine {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch (error) {
    throw new TranscriptError(file, lineNumber, `not valid JSON: ${messageOf(error)}`, { cause: error });
  }
  if (isRow(value)) return value;
  const { instancePath = '', message = 'is wrong', params = {} } = validate.errors?.[0] ?? {};
  const allowed = 'allowedValue' in params ? ` ${JSON.stringify(params.allowedValue)}` : '';
  const choices = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  const what = instancePath === '' ? 'the line' : `'${instancePath.slice(1)}'`;
  throw new TranscriptError(file, lineNumber, `${what} ${message}${allowed}${choices}`);
}

function isRow(value: unknown): value is TranscriptHeader | TranscriptLine {
  return validate(value);
}

function isHeader(value: TranscriptHeader | TranscriptLine): value is TranscriptHeader {
  return 'format' in value;
}
