import { MockError } from '../listen/mock-error.js';

/** One message of a transcript; docs/transcripts.md describes the members. */
export interface ReplayLine {
  readonly from: 'client' | 'qemu' | 'agent';
  readonly line: string;
  readonly at?: number | undefined;
  readonly ms?: number | undefined;
  readonly note?: string | undefined;
}

/** A message with the number of its line, from 1. */
export interface NumberedLine extends ReplayLine {
  readonly number: number;
}

/** A transcript cannot be read or is not valid. The message names the file, the line and the violated rule. */
export class TranscriptError extends MockError {
  constructor(file: string, number: number | undefined, rule: string, options?: ErrorOptions) {
    super('ERR_MOCK_TRANSCRIPT', `${file}${number === undefined ? '' : `:${number}`}: ${rule}`, options);
  }
}

/**
 * Parses the text of a transcript. An incomplete last line, as a killed recorder leaves it, becomes a warning.
 *
 * @throws {TranscriptError} when another line is not valid
 */
export function parseLines(
  text: string,
  file: string,
): { lines: readonly NumberedLine[]; warnings: readonly string[] } {
  const rows = text.split('\n');
  const lines: NumberedLine[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const number = index + 1;
    const value = parseRow(row);
    if (value === undefined && number === rows.length) {
      return {
        lines,
        warnings: [`${file}:${number}: the line is incomplete: replaying the lines before it`],
      };
    }
    if (value === undefined) throw new TranscriptError(file, number, 'the line is not valid JSON');
    if (!isHeader(value, file, number)) lines.push({ ...checkLine(value, file, number), number });
  }
  return { lines, warnings: [] };
}

/** Checks the value of a line. @throws {TranscriptError} when it is not a message */
export function checkLine(value: unknown, file: string, number: number): ReplayLine {
  const fail = (rule: string): never => {
    throw new TranscriptError(file, number, rule);
  };
  if (typeof value !== 'object' || value === null) return fail('the line must be a JSON object');
  const { from, line, at, ms, note }: { [key: string]: unknown } = { ...value };
  if (from !== 'client' && from !== 'qemu' && from !== 'agent') {
    return fail(`'from' must be one of client, qemu, agent`);
  }
  if (typeof line !== 'string') return fail(`'line' must be a string`);
  if (at !== undefined && !isTime(at)) return fail(`'at' must be a number of milliseconds`);
  if (ms !== undefined && !isTime(ms)) return fail(`'ms' must be a number of milliseconds`);
  if (note !== undefined && typeof note !== 'string') return fail(`'note' must be a string`);
  return { from, line, at, ms, note };
}

function parseRow(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

/** @throws {TranscriptError} when it is of another format or version, or not on the first line */
function isHeader(value: unknown, file: string, number: number): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  if (number !== 1) throw new TranscriptError(file, number, 'a header is valid only on the first line');
  if (value.format !== 'qgauge-transcript') {
    throw new TranscriptError(file, number, `'format' must be qgauge-transcript`);
  }
  if (!('version' in value) || value.version !== 1) {
    throw new TranscriptError(file, number, `'version' must be 1: this transcript needs a newer program`);
  }
  return true;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
