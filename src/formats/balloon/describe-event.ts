import type { WatchEvent } from '../../model/balloon-watch.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { describeSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';

const MAX_NAME = 40;
const MAX_DATA = 120;

/** Describes an event in one line, safe for a terminal: `BALLOON_CHANGE actual 768 MiB`. */
export function describeEvent({ event, data }: WatchEvent): string {
  const { actual, ...others } = data;
  const words = [terminalSafe(event, MAX_NAME)];
  if (typeof actual === 'number') words.push(`actual ${describeSize(actual)}`);
  const rest = typeof actual === 'number' ? others : data;
  if (Object.keys(rest).length > 0) words.push(terminalSafe(stringifyJson(rest), MAX_DATA));
  return words.join(' ');
}

/** Formats a time of the epoch in the local time zone: `16:49:44`. */
export function timeOfDay(seconds: number): string {
  return new Date(seconds * 1000).toTimeString().slice(0, 8);
}
