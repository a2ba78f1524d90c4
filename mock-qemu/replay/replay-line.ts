import { MockError } from '../listen/mock-error.js';

/** One message of a transcript (docs/transcripts.md). */
export interface ReplayLine {
  readonly from: 'client' | 'qemu' | 'agent';
  readonly line: string;
  readonly at?: number | undefined;
  readonly ms?: number | undefined;
  readonly note?: string | undefined;
}

/** A message and where it stands. */
export interface NumberedLine extends ReplayLine {
  readonly number: number;
}

/** A transcript is broken; the message names the file, the line, and the rule. */
export class TranscriptError extends MockError {
  constructor(file: string, number: number | undefined, rule: string, options?: ErrorOptions) {
    super('ERR_MOCK_TRANSCRIPT', `${file}${number === undefined ? '' : `:${number}`}: ${rule}`, options);
  }
}

/**
 * Parses a transcript's file. A last line that is cut off, which a killed recorder leaves, is told as a warning.
 *
 * @throws {TranscriptError}
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
      return { lines, warnings: [`${file}:${number}: the line is cut off: replayed up to there`] };
    }
    if (value === undefined) throw new TranscriptError(file, number, 'the line is no JSON');
    if (!isHeader(value, file, number)) lines.push({ ...checkLine(value, file, number), number });
  }
  return { lines, warnings: [] };
}

/** Checks a line that was given as a value. @throws {TranscriptError} */
export function checkLine(value: unknown, file: string, number: number): ReplayLine {
  const fail = (rule: string): never => {
    throw new TranscriptError(file, number, rule);
  };
  if (typeof value !== 'object' || value === null) return fail('a line is a JSON object');
  const { from, line, at, ms, note }: { [key: string]: unknown } = { ...value };
  if (from !== 'client' && from !== 'qemu' && from !== 'agent') {
    return fail(`'from' is one of client, qemu, agent`);
  }
  if (typeof line !== 'string') return fail(`'line' is a string`);
  if (at !== undefined && !isTime(at)) return fail(`'at' is a number of milliseconds`);
  if (ms !== undefined && !isTime(ms)) return fail(`'ms' is a number of milliseconds`);
  if (note !== undefined && typeof note !== 'string') return fail(`'note' is a string`);
  return { from, line, at, ms, note };
}

function parseRow(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

/** @throws {TranscriptError} when it is one of another format, or out of its place */
function isHeader(value: unknown, file: string, number: number): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  if (number !== 1)
    throw new TranscriptError(file, number, 'a header stands on the first line, and nowhere else');
  if (value.format !== 'qgauge-transcript') {
    throw new TranscriptError(file, number, `'format' is qgauge-transcript`);
  }
  if (!('version' in value) || value.version !== 1) {
    throw new TranscriptError(file, number, `'version' is 1: a newer transcript needs a newer program`);
  }
  return true;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
