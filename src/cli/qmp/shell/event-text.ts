import type { QmpEvent } from '../../../protocol/qmp/events.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls, terminalSafe } from '../../../support/terminal-safe.js';

/** A longer event would fill the screen. */
const MAX_CHARACTERS = 2000;

/** An event for people, in the time zone of this host: `12:34:56.789 STOP {}` */
export function formatEvent({ event, data, timestampSeconds }: QmpEvent<string, unknown>): string {
  const time = timestampSeconds === undefined ? '--:--:--.---' : timeText(new Date(timestampSeconds * 1000));
  return terminalSafe(`${time} ${event} ${escapeControls(stringifyJson(data))}`, MAX_CHARACTERS);
}

/** An event for programs: JSON on one line. */
export function encodeEvent({ event, data, timestampSeconds }: QmpEvent<string, unknown>): string {
  return escapeControls(stringifyJson({ event, data, timestampSeconds }));
}

function timeText(date: Date): string {
  const two = (part: number) => `${part}`.padStart(2, '0');
  const milliseconds = `${date.getMilliseconds()}`.padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}
