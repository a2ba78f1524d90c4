import type { GuestStats } from '../../model/guest-stats.js';
import type { StatEncoding } from '../../model/vocabulary.js';
import { cleanGroup, cleanName } from './clean-group.js';
import { jsonEncoder } from './json.js';
import type { StatEncoder } from './stat-encoder.js';
import { textEncoder } from './text.js';
import { xmlEncoder } from './xml.js';
import { yamlEncoder } from './yaml.js';

const ENCODERS: Readonly<Record<StatEncoding, StatEncoder>> = {
  text: textEncoder,
  xml: xmlEncoder,
  json: jsonEncoder,
  yaml: yamlEncoder,
};

/**
 * Encodes one statistic of a guest, as VMware's `guestlib.stat.get` answers.
 *
 * Every encoding keeps the order of the figures, and every digit of an integer. Texts are bounded and have no control
 * characters. The result ends with a line break; it is empty when nothing is known of the statistic, in text alone.
 *
 * @param name as {@link encodeStatList} has it, e.g. `vnet 00:0c:29:1e:23:f3`; empty for the list itself. Blanks around it do not
 *   count: VMware's command sends one behind a name without a parameter
 * @returns `undefined` when the guest has no such statistic
 */
export function encodeGuestStats(
  stats: GuestStats,
  encoding: StatEncoding,
  name: string,
): string | undefined {
  const wanted = name.trim();
  if (wanted === '') return encodeStatList(stats, encoding);
  const group = stats.groups.find((candidate) => cleanName(candidate.name) === wanted);
  return group && ENCODERS[encoding].figures(cleanGroup(group), stats.session);
}

/** Encodes the names of the statistics that a guest can ask for, in their order. */
export function encodeStatList(stats: GuestStats, encoding: StatEncoding): string {
  const names = stats.groups.map(({ name }) => cleanName(name));
  return ENCODERS[encoding].list(names, stats.session);
}
