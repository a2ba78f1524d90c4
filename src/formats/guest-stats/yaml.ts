import { Scalar, stringify } from 'yaml';
import type { GuestStat } from '../../model/guest-stats.js';
import { describeStat, type StatEncoder } from './stat-encoder.js';

/** By the rules of YAML 1.1, a word such as `yes` is quoted: readers of 1.1, such as PyYAML, have it for a boolean. */
const OPTIONS = { version: '1.1', lineWidth: 0 } as const;

/** A mapping of three lines under the name of each figure; the list is a sequence. */
export const yamlEncoder: StatEncoder = {
  figures: ({ stats }) => stringify(Object.fromEntries(stats.map(entry)), OPTIONS),
  list: (names) => stringify(names, OPTIONS),
};

function entry(stat: GuestStat): [string, unknown] {
  const { value, ...described } = describeStat(stat);
  return [stat.name, { ...described, value: typeof value === 'string' ? quoted(value) : value }];
}

/** Readers do not agree on what needs quotes, e.g. `=` and `1:20`. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
