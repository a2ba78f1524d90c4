import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** Characters of one column each, which nothing combines with: ASCII, and what qgauge itself draws. */
const SIMPLE = /^[ -~µ…←-↓─│▁-█░▒▓]*$/;

/** Whether each character of a text, which must be safe for a terminal, takes one column. */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/**
 * Returns how many columns of a terminal a text takes, which must be safe for one: wide characters and emoji take two.
 *
 * string-width needs as long to load as a short command to run, and most texts do not need it.
 */
export function textWidth(text: string): number {
  return isSimple(text) ? text.length : loadStringWidth()(text);
}

let loaded: StringWidth | undefined;

type StringWidth = typeof import('string-width')['default'];

function loadStringWidth(): StringWidth {
  if (loaded === undefined) {
    const module: typeof import('string-width') = require('string-width');
    loaded = module.default;
  }
  return loaded;
}
