import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import type { Printer } from '../printer.js';

/**
 * Everything: a snapshot as it is in the model, one line each. What nobody knows is left out, because null says something
 * else: a guest with `"display":null` has none. Integers are exact, beyond 2^53 too.
 */
export function createNdjson(): Printer {
  return { kind: 'lines', header: '', print: (snapshot) => `${escapeControls(stringifyJson(snapshot))}\n` };
}
