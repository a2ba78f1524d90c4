/**
 * Reads `500ms`, `5s`, `1.5m` or `1h`, as a scenario has them.
 *
 * @returns milliseconds; undefined when the text is no such time, or longer than a timer can be set to (24 days)
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

/** Node's timers hold 31 bits of milliseconds. */
const MAX_MS = 24 * 24 * 3_600_000;
