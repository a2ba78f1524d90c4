/**
 * Parses a duration of a scenario: `500ms`, `5s`, `1.5m` or `1h`.
 *
 * @returns milliseconds; undefined when the text is not a duration, or is longer than a timer supports (24 days)
 */
export function parseDuration(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(amount) * (UNIT_MS.get(unit) ?? Number.NaN);
  return ms <= MAX_MS ? ms : undefined;
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Node's timers take 31 bits of milliseconds. */
const MAX_MS = 24 * 24 * 3_600_000;
