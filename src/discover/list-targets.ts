import { uniqueNames } from '../model/guest-name.js';
import { formatAddress } from '../protocol/transport/address.js';
import { discover } from './discover.js';
import { findNamed } from './find-named.js';
import { nameTarget } from './name-target.js';
import { type GivenMonitor, type GivenNames, type NamedMonitor, namedMonitor } from './named-monitor.js';
import { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** A guest that has not been queried, with a name by its command line. */
export interface NamedTarget {
  /** Unique in the list. */
  readonly name: string;
  readonly target: Target;
  /** What a user has given its monitor, besides the address. */
  readonly given?: GivenNames | undefined;
}

/** Which guests to list. */
export interface ListTargetsOptions {
  /** The guests at these monitors. */
  readonly guests?: readonly GivenMonitor[] | undefined;
  /** Whether to list the QEMUs of this host, besides `guests` (default: only without `guests`). */
  readonly discover?: boolean | undefined;
  /** Default `/proc`. */
  readonly procRoot?: string | undefined;
}

/** Lists the guests of this host without connecting to any. */
export function listTargets(options: ListTargetsOptions = {}): readonly NamedTarget[] {
  const { procRoot = '/proc' } = options;
  const guests = (options.guests ?? []).map(namedMonitor);
  const tables = new SocketTables(procRoot);
  const discovered = discover(procRoot, tables);
  const addresses = guests.map(({ address }) => address);
  const named = guests.length > 0 ? findNamed(procRoot, addresses, discovered, tables) : [];
  const others = (options.discover ?? guests.length === 0) ? discovered : [];
  return nameTargets(joinTargets(named, others), guests);
}

/** Adds the discovered guests to those that a user names; one that is both is the named one. */
export function joinTargets(named: readonly Target[], discovered: readonly Target[]): readonly Target[] {
  const pids = new Set(named.flatMap(({ process }) => process?.pid ?? []));
  return [...named, ...discovered.filter(({ process }) => process === undefined || !pids.has(process.pid))];
}

/** Gives each guest a unique name: the one that a user gave it, else its own as far as it is known without a query. */
export function nameTargets(
  targets: readonly Target[],
  guests: readonly NamedMonitor[],
): readonly NamedTarget[] {
  const byAddress = new Map(guests.map((guest) => [formatAddress(guest.address), guest]));
  const known = targets.map((target) => {
    const given = givenTo(target, byAddress);
    const { uuid, name } = target.process?.commandLine ?? {};
    const lastName = name === undefined ? given?.lastName : undefined;
    return {
      ...{ target, given },
      name: given?.name ?? lastName ?? nameTarget(target, undefined),
      uuid,
      pid: target.process?.pid,
    };
  });
  const { names } = uniqueNames(known);
  return known.map(({ target, given, name }, at) => ({ target, given, name: names[at] ?? name }));
}

/** What a user has given the monitors of a QEMU; a name counts more than a last name. */
export function givenTo(
  { monitors }: Target,
  byAddress: ReadonlyMap<string, NamedMonitor>,
): NamedMonitor | undefined {
  const given = monitors.flatMap(({ address }) => byAddress.get(formatAddress(address)) ?? []);
  return given.find(({ name }) => name !== undefined) ?? given.find(({ lastName }) => lastName) ?? given[0];
}

/** The name of a guest once its QEMU was queried: the reported name counts when there is no command line. */
export function nameGuest({ name, target, given }: NamedTarget, reported: string | undefined): string {
  return given?.name ?? (target.process ? name : (reported ?? name));
}
