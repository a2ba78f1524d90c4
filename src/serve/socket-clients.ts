import type { SocketTables } from '../discover/socket-tables.js';

/**
 * Finds the processes that are connected to a unix socket on which a process of our network namespace listens; `undefined` where
 * the kernel does not tell (there is no `ss`).
 */
export async function findSocketClients(
  tables: SocketTables,
  path: string,
): Promise<readonly number[] | undefined> {
  const served = tables
    .unixAt(undefined, path)
    .filter(({ state, inode }) => state === 'connected' && inode !== 0);
  if (served.length === 0) return [];
  const peers = await tables.unixPeers();
  if (peers.size === 0) return undefined;
  const pids = served.flatMap(({ inode }) => {
    const peer = peers.get(inode);
    return peer === undefined ? [] : tables.holders.pidsOf(peer);
  });
  return [...new Set(pids)];
}
