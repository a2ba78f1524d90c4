const SECONDS_OF_UNIT: { readonly [unit: string]: number } = { ms: 0.001, s: 1, '': 1, m: 60, h: 3600 };

/** The longest time that a timer of Node can be set to, 24 days: with a longer one it fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;
/** {@link MAX_TIMER_MS} in whole seconds. */
export const MAX_SECONDS = Math.floor(MAX_TIMER_MS / 1000);

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|)$/;

/**
 * Parses a time with its unit, e.g. `500ms`, `60s`, `1.5m`, `1h`; without a unit it is in seconds.
 *
 * @returns seconds; `undefined` when the text is not a time, is 0, or is longer than {@link MAX_SECONDS}
 */
export function parseDuration(text: string): number | undefined {
  const [, digits = '', unit = ''] = DURATION.exec(text) ?? [];
  const seconds = Number(digits) * (SECONDS_OF_UNIT[unit] ?? 0);
  return seconds > 0 && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** Parses a time as {@link parseDuration} does. @returns whole seconds from 1 to `most`; `undefined` when it is nothing of the kind */
export function parseWholeSeconds(text: string, most: number): number | undefined {
  const [, digits = '', unit = ''] = DURATION.exec(text) ?? [];
  const seconds = unit === 'ms' ? Number(digits) / 1000 : Number(digits) * (SECONDS_OF_UNIT[unit] ?? 0);
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= most ? seconds : undefined;
}

/** Formats an age in its largest unit: `3s`, `5m`, `2h`, `9d`. */
export function ageText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86_400)}d`;
}

/** Formats a duration in whole seconds, in its two largest units: `12 s`, `2 min 30 s`, `5 h`, `5 h 1 min`. */
export function describeDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return inUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  return inUnits(Math.floor(seconds / 3600), 'h', Math.floor(seconds / 60) % 60, 'min');
}

function inUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
