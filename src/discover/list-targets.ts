import { uniqueNames } from '../model/guest-name.js';
import type { Address } from '../protocol/transport/address.js';
import { discover } from './discover.js';
import { findNamed } from './find-named.js';
import { nameTarget } from './name-target.js';
import { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** A guest that has not been queried, with a name by its command line. */
export interface NamedTarget {
  /** Unique in the list. */
  readonly name: string;
  readonly target: Target;
}

/** Which guests to list. */
export interface ListTargetsOptions {
  /** Only the guests at these addresses. Default: those of every QEMU on this host. */
  readonly sockets?: readonly Address[] | undefined;
  /** Default `/proc`. */
  readonly procRoot?: string | undefined;
}

/** Lists the guests of this host without connecting to any. */
export function listTargets({
  sockets = [],
  procRoot = '/proc',
}: ListTargetsOptions = {}): readonly NamedTarget[] {
  const tables = new SocketTables(procRoot);
  const discovered = discover(procRoot, tables);
  const targets = sockets.length > 0 ? findNamed(procRoot, sockets, discovered, tables) : discovered;
  const known = targets.map((target) => ({
    name: nameTarget(target, undefined),
    uuid: target.process?.commandLine.uuid,
    pid: target.process?.pid,
  }));
  const { names } = uniqueNames(known);
  return targets.map((target, at) => ({ name: names[at] ?? known[at]?.name ?? '', target }));
}

/** The name of a guest once its QEMU was queried: the reported name counts when there is no command line. */
export function nameGuest({ name, target }: NamedTarget, reported: string | undefined): string {
  return target.process ? name : (reported ?? name);
}
