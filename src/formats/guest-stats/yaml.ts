import { Scalar, stringify } from 'yaml';
import type { GuestStat } from '../../model/guest-stats.js';
import { describeStat, type StatEncoder } from './stat-encoder.js';

/** No text is folded: a figure has three lines. */
const OPTIONS = { lineWidth: 0 };

/** A mapping of three lines under the name of each figure; the list is a sequence. */
export const yamlEncoder: StatEncoder = {
  figures: ({ stats }) => stringify(Object.fromEntries(stats.map(entry)), OPTIONS),
  list: (names) => stringify(names, OPTIONS),
};

function entry(stat: GuestStat): [string, unknown] {
  const { value, ...described } = describeStat(stat);
  return [stat.name, { ...described, value: typeof value === 'string' ? quoted(value) : value }];
}

/** Readers do not agree on what needs quotes: PyYAML, which reads YAML 1.1, refuses `=` and `<<`, and has a number for `1:20`. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
