import { MIN_INTERVAL_SECONDS } from '../../config/find-rule-problems.js';
import { OUTPUT_NAMES, PRINTER_NAMES } from '../../model/vocabulary.js';
import { parseDurationOption, UsageError, wordOf } from '../usage.js';

/** @returns seconds */
export function parseFrequency(text: string): number {
  return frequencyOf('-f', text);
}

/** The value of an option that is the time between sweeps. @returns seconds */
export function frequencyOf(option: string, text: string): number {
  const seconds = parseDurationOption(text);
  if (seconds >= MIN_INTERVAL_SECONDS) return seconds;
  throw new UsageError(
    `${option} ${text}: every sweep costs every guest: expected ${MIN_INTERVAL_SECONDS * 1000}ms or more`,
  );
}

export function parseRuns(text: string): number {
  const runs = Number(text);
  if (/^-?\d+$/.test(text) && (runs === -1 || runs > 0)) return runs;
  throw new UsageError(`'${text}' is not a valid number of runs: expected 1 or more, or -1 for no limit`);
}

/** kvmtop's screen, which is `qgauge top`. */
export const SCREEN = 'ncurses';

export const parsePrinter = wordOf('printer', [...PRINTER_NAMES, SCREEN]);

export const parseOutput = wordOf('output', OUTPUT_NAMES);
