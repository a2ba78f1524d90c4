import { encodeGuestStats } from '../../formats/guest-stats/guest-stats.js';
import type { GuestStats } from '../../model/guest-stats.js';
import { guestStatsOf } from '../../model/guest-stats-of.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import type { GuestStatsOptions } from './command.js';
import { measureGuest } from './measure-guest.js';
import { parseStatsRequest, type StatsRequest } from './request.js';

const EVERYTHING = { hostInfo: true, exactVersion: true, library: true, groupPath: true };

/** Prints what a guest may know of itself: by a daemon that measures it, else by one sweep. Writes nothing to the guest. */
export async function guestStats(
  guest: string,
  words: readonly string[],
  { all = false, direct = false }: GuestStatsOptions,
  context: Context,
): Promise<number> {
  const { out, warn } = context;
  const request = parseStatsRequest(words);
  const measured = await measureGuest(guest, { direct }, context);
  const stats = measured && guestStatsOf(measured.guest, measured.host, all ? EVERYTHING : {});
  if (measured === undefined || stats === undefined) {
    warn(measured?.guest.problem?.message ?? `${terminalSafe(guest)}: it has ended`);
    return EXIT.failed;
  }
  const text = encode(stats, request);
  if (text === undefined) {
    const named = request === 'everything' ? '' : ` '${terminalSafe(request.name, 200)}'`;
    warn(
      `${terminalSafe(guest)} has no statistic${named}: 'qgauge guest-stats ${terminalSafe(guest)} raw' lists those it has`,
    );
    return EXIT.failed;
  }
  out(text);
  const { problem } = measured.guest;
  if (problem === undefined) return EXIT.ok;
  warn(problem.message);
  return EXIT.failed;
}

/** Everything is for people: each statistic under its name. */
function encode(stats: GuestStats, request: StatsRequest): string | undefined {
  if (request !== 'everything') return encodeGuestStats(stats, request.encoding, request.name);
  return encodeGuestStats(stats, 'text', '')
    ?.split('\n')
    .filter((name) => name !== '')
    .map((name) => `${name}\n${indent(encodeGuestStats(stats, 'text', name) ?? '')}`)
    .join('');
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
