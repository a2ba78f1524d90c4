import { uniqueNames } from '../model/guest-name.js';
import type { Address } from '../protocol/transport/address.js';
import { discover } from './discover.js';
import { findNamed } from './find-named.js';
import { nameTarget } from './name-target.js';
import { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** A guest that nobody has asked yet, by the name that its command line gives it. */
export interface NamedTarget {
  /** No two guests of a list have the same. */
  readonly name: string;
  readonly target: Target;
}

export interface ListTargetsOptions {
  /** The guests at these addresses, and no others. Default: those of every QEMU on this host. */
  readonly sockets?: readonly Address[] | undefined;
  /** Default `/proc`. */
  readonly procRoot?: string | undefined;
}

/** Lists the guests of this host, and connects to none. */
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

/** A guest's name when its QEMU has been asked: where no process is known, nobody else has told one. */
export function nameGuest({ name, target }: NamedTarget, said: string | undefined): string {
  return target.process ? name : (said ?? name);
}
