import { SocketTables } from '../../discover/socket-tables.js';
import { readProcessUid } from '../../linux/proc-owner.js';
import type { Borrower } from '../../model/lending.js';
import { programOf } from '../../monitor/find-holder.js';
import { findSocketClients } from '../socket-clients.js';

/** What is known of a borrower. */
export interface FoundBorrower extends Borrower {
  /** Its effective user; `undefined` when it is not known which process it is. */
  readonly uid: number | undefined;
}

/** Where to look for a borrower. */
export interface FindBorrowerOptions {
  /** Where /proc is mounted. */
  readonly procRoot: string;
  /** The path of the socket to which it is connected. */
  readonly path: string;
  /** The pid that it claims to have. */
  readonly claimed: number | undefined;
  /** Borrowers that are connected there already. */
  readonly known: ReadonlySet<number>;
}

/**
 * Finds out which process has connected to a socket. Node does not report the peer of a connection: the kernel's tables name
 * the clients of the socket, of which the one that it claims to be is taken, else the only one that is not known yet.
 */
export async function findBorrower(options: FindBorrowerOptions): Promise<FoundBorrower> {
  const { procRoot, claimed, known } = options;
  const clients = await findSocketClients(new SocketTables(procRoot), options.path);
  const [only, another] = clients?.filter((pid) => !known.has(pid)) ?? [];
  const isClaimed = claimed !== undefined && (clients === undefined || clients.includes(claimed));
  const pid = isClaimed ? claimed : another === undefined ? only : undefined;
  const uid = pid === undefined ? undefined : readProcessUid(procRoot, pid);
  if (pid === undefined || uid === undefined) return { pid: undefined, command: '', uid: undefined };
  return { pid, command: programOf(procRoot, pid), uid };
}
