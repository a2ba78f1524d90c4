import { LIBRARY_GROUP } from '../../model/guest-lib/accessors.js';
import type { GuestStatsSource } from '../../model/guest-lib/handle.js';
import type { GuestStatGroup, GuestStats } from '../../model/guest-stats.js';
import { parseGuestStatGroup } from './parse-group.js';

/**
 * Asks the host for a statistic of this guest in JSON, over whatever leads to it.
 *
 * @returns `undefined` when the host has no such statistic
 * @throws when there is no answer
 */
export type AskHost = (name: string, signal?: AbortSignal) => Promise<string | undefined>;

/** What the accessors need. */
const GROUPS = ['host', 'resources', LIBRARY_GROUP];

/**
 * Reads the statistics of the guest that the program runs in, one request after the other: a channel takes one at a time.
 *
 * The session is read first and last. Where it changes in between, the figures are of two, and the reading fails.
 *
 * @param groups what to read beside `session`; for the formulas of disks, those too. Default: what the accessors need
 */
export function createHostSource(ask: AskHost, groups: readonly string[] = GROUPS): GuestStatsSource {
  return { read: (signal) => readStats((name) => askGroup(ask, name, signal), groups) };
}

async function readStats(
  readGroup: (name: string) => Promise<GuestStatGroup | undefined>,
  names: readonly string[],
): Promise<GuestStats | undefined> {
  const first = await readGroup('session');
  if (first === undefined) return undefined;
  const others: GuestStatGroup[] = [];
  for (const name of names) {
    const group = await readGroup(name);
    if (group !== undefined) others.push(group);
  }
  const session = sessionOf(await readGroup('session'));
  if (session !== sessionOf(first)) throw new Error('the session has changed during the reading');
  return { session, groups: [first, ...others] };
}

async function askGroup(
  ask: AskHost,
  name: string,
  signal?: AbortSignal,
): Promise<GuestStatGroup | undefined> {
  const json = await ask(name, signal);
  return json === undefined ? undefined : parseGuestStatGroup(name, json);
}

/** 0 stands for none. */
function sessionOf(group: GuestStatGroup | undefined): bigint {
  const value = group?.stats.find(({ name }) => name === 'session')?.value;
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? BigInt(value ?? 0) : 0n;
}
