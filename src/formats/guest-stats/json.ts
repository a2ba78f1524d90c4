import type { GuestStat } from '../../model/guest-stats.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { describeStat, type StatEncoder } from './stat-encoder.js';

/** One object with a member for each figure, which has a line of its own; the list is an array. */
export const jsonEncoder: StatEncoder = {
  figures: ({ stats }) => `{${joinMembers(stats.map(member))}}\n`,
  list: (names) => `[${joinMembers(names.map((name) => stringifyJson(name)))}]\n`,
};

function member(stat: GuestStat): string {
  return `${stringifyJson(stat.name)}:${stringifyJson(describeStat(stat))}`;
}

function joinMembers(members: readonly string[]): string {
  return members.join(',\n ');
}
