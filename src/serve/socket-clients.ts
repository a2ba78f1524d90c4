import { SocketTables } from '../discover/socket-tables.js';

/**
 * Reads which processes are connected to a unix socket that this process listens on; `undefined` where the kernel does not tell
 * (there is no `ss`).
 */
export async function readSocketClients(
  procRoot: string,
  path: string,
): Promise<readonly number[] | undefined> {
  const tables = new SocketTables(procRoot);
  const served = tables
    .unixAt(undefined, path)
    .filter(({ state, inode }) => state === 'connected' && inode !== 0);
  const peers = await tables.unixPeers();
  if (peers.size === 0) return undefined;
  const pids = served.flatMap(({ inode }) => {
    const peer = peers.get(inode);
    return peer === undefined ? [] : tables.holders.pidsOf(peer);
  });
  return [...new Set(pids)];
}
