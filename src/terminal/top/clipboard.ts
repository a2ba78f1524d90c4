import { stringifyJson } from '../../support/lossless-json.js';

/** Terminals take no more. */
const MAX_TEXT = 50_000;

/** xterm's OSC 52: has the terminal copy a text, as base64, to the clipboard of its own machine. */
export function encodeClipboard(figures: { readonly [name: string]: unknown }): string {
  const text = stringifyJson(figures).slice(0, MAX_TEXT);
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
