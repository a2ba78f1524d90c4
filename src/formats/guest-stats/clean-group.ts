import type { GuestStatGroup } from '../../model/guest-stats.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** Neither XML 1.0 nor YAML can contain them, not even escaped. */
const NONCHARACTERS = /[\ufffe\uffff]/g;
/** Of a text such as the provider's. */
const MAX_TEXT = 1024;
/** A request for the statistic has at most 256 bytes. */
const MAX_NAME = 200;

/** Makes a statistic fit for every encoding: texts are bounded, and have no control characters. */
export function cleanGroup({ name, stats }: GuestStatGroup): GuestStatGroup {
  return {
    name: cleanName(name),
    stats: stats.map((stat) =>
      typeof stat.value === 'string' ? { ...stat, value: clean(stat.value, MAX_TEXT) } : stat,
    ),
  };
}

/** The name under which a statistic is listed and asked for: the names of disks are the users'. */
export function cleanName(name: string): string {
  return clean(name, MAX_NAME).trim();
}

function clean(text: string, maxCharacters: number): string {
  return terminalSafe(text, maxCharacters).replace(NONCHARACTERS, '?');
}
