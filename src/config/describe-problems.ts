import { stripControls } from '../support/terminal-safe.js';
import { type ConfigProblem, formatPath } from './problem.js';
import type { Fault, PlacedData } from './yaml-places.js';

const MAX_REPORTED = 20;
/** Locating a problem takes a walk through the document; only a file of another kind has more problems than this. */
const MAX_PLACED = 500;

/**
 * Formats the problems of a file as the message of an error: a line for each, `FILE:LINE:COLUMN: PATH: MESSAGE`, in the order of
 * the file and at most twenty.
 */
export function describeProblems(
  file: string,
  placed: PlacedData,
  problems: readonly ConfigProblem[],
): string {
  const faults = problems.slice(0, MAX_PLACED).map((problem) => toFault(problem, placed));
  return describeFaults(file, placed, faults, problems.length - faults.length);
}

/**
 * As {@link describeProblems}, for errors at known offsets.
 *
 * @param more how many faults there are beyond those in `faults`
 */
export function describeFaults(
  file: string,
  placed: PlacedData,
  faults: readonly Fault[] = placed.faults,
  more = 0,
): string {
  const inOrder = [...faults].sort((a, b) => a.offset - b.offset);
  const lines = inOrder.map(({ offset, message }) => {
    return stripControls(`${file}:${placed.placeOf(offset)}: ${message}`);
  });
  // After a syntax error the parser may report the same fault many times.
  const unique = [...new Set(lines)];
  const left = unique.length + more - MAX_REPORTED;
  const reported = left > 0 ? [...unique.slice(0, MAX_REPORTED), `${file}: and ${left} more`] : unique;
  return reported.join('\n');
}

function toFault({ path, message, isKey }: ConfigProblem, placed: PlacedData): Fault {
  const located = path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  return { offset: placed.offsetOf(path, isKey), message: located };
}
