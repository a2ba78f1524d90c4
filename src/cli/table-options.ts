import { MIN_INTERVAL_SECONDS } from '../config/find-rule-problems.js';
import { parseDuration } from '../support/duration.js';
import { WIDE } from './shared-options.js';
import { type OptionsOf, option } from './typed-option.js';
import { UsageError } from './usage.js';

/** Where `--watch` stands alone. */
const DEFAULT_WATCH_SECONDS = 2;

/** What of a table is shown, and in which order. */
export const CHOICE_OPTIONS = {
  columns: option(
    '--columns <names>',
    'print these columns, such as name,state,cpu; +NAME adds one, -NAME takes one away',
  ).conflicts('json'),
  sort: option('--sort <[-]name>', 'sort by this column, figures from the largest on; - reverses the order'),
  filter: option('--filter <expression>', "print only what fits, such as 'state:paused cpu>50 name~web'"),
};

/** The options of every command that lists things in a table. */
export const TABLE_OPTIONS = {
  wide: WIDE,
  ...CHOICE_OPTIONS,
  /** Seconds; `true` without a value. */
  watch: option<number | true>(
    '--watch [duration]',
    `ask and print again after this time (default: ${DEFAULT_WATCH_SECONDS}s), until q or Ctrl+C`,
    { parse: parseWatch },
  ),
};

export type TableOptions = OptionsOf<typeof TABLE_OPTIONS>;

/** @returns seconds; `undefined` where the table is printed once */
export function watchSeconds({ watch }: TableOptions): number | undefined {
  return watch === true ? DEFAULT_WATCH_SECONDS : watch;
}

/** @returns seconds */
function parseWatch(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    throw new UsageError(
      `--watch ${text}: expected a time, such as 2s or 500ms; a guest stands before the options`,
    );
  }
  if (seconds >= MIN_INTERVAL_SECONDS) return seconds;
  throw new UsageError(
    `--watch ${text}: each time costs every guest: expected ${MIN_INTERVAL_SECONDS * 1000}ms or more`,
  );
}
