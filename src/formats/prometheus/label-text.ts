import { stripControls } from '../../support/terminal-safe.js';

/** The labels of a series; an `undefined` or empty one is left out, which Prometheus takes for the same. */
export interface Labels {
  readonly [name: string]: string | number | undefined;
}

/** More than a guest's name and its suffix; Prometheus can be set to refuse a whole scrape for a longer one. */
const MAX_CHARACTERS = 512;

/**
 * Writes labels as they stand between the braces of a series: `guest="web",vcpu="0"`.
 *
 * Control characters are replaced, and long values are cut, because names come from outside.
 */
export function labelText(labels: Labels): string {
  let text = '';
  for (const name in labels) {
    const value = labels[name];
    if (value !== undefined && value !== '') text = withLabel(text, labelPair(name, String(value)));
  }
  return text;
}

/** Writes one label. */
export function labelPair(name: string, value: string): string {
  return `${name}="${escapeLabelValue(boundLabel(value))}"`;
}

/** Adds a label to others, of which there may be none. */
export function withLabel(labels: string, pair: string): string {
  return labels === '' ? pair : `${labels},${pair}`;
}

/** The value that a label has of a text from outside: without control characters, and not too long. */
export function boundLabel(value: string): string {
  if (isPlain(value)) return value;
  // A code point is at most two units, so that the slice holds enough of them.
  const points = [...stripControls(value.slice(0, 2 * MAX_CHARACTERS))];
  return points.slice(0, MAX_CHARACTERS).join('');
}

/** Most names: nothing in them need be replaced, cut or escaped. */
function isPlain(value: string): boolean {
  return value.length <= MAX_CHARACTERS && /^[\x20-\x7e]*$/.test(value);
}

/** Escapes a value as both formats want it. */
export function escapeLabelValue(value: string): string {
  return /[\\"\n]/.test(value) ? value.replace(/[\\"\n]/g, (found) => ESCAPES[found] ?? found) : value;
}

const ESCAPES: { readonly [character: string]: string } = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };
