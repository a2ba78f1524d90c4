import { basename } from 'node:path';
import type { SocketHolders } from '../discover/socket-holders.js';
import type { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { isLocal } from '../discover/tcp-address.js';
import { readKernelFile } from '../linux/files/read-file.js';
import { readProcStat } from '../linux/proc-stat.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** Characters of a program's name. */
const MAX_NAME = 40;
/** The name of a file, and not an option or a program text. */
const SCRIPT = /^\w[\w.@+-]*$/;
/** Programs that run another one, whose name says more. */
const INTERPRETER = /^(?:node|python[\d.]*|perl|ruby|bash|sh)$/;

/**
 * Finds the client of a connection that a monitor serves: `pid 4242 (socat)`, or the address of another host.
 *
 * @param inode QEMU's end of the connection
 * @returns `undefined` when the kernel does not tell this user
 */
export async function findHolder(
  procRoot: string,
  { process }: Target,
  { address }: MonitorSocket,
  inode: number,
  tables: SocketTables,
): Promise<string | undefined> {
  if (address.type === 'unix') {
    const peer = (await tables.unixPeers()).get(inode);
    return peer === undefined ? undefined : describeOwner(procRoot, peer, tables.holders);
  }
  const lines = tables.of(process).tcp();
  const served = lines.find((line) => line.inode === inode);
  if (served === undefined) return undefined;
  const client = lines.find(
    (line) =>
      line.localPort === served.remotePort &&
      line.localAddress === served.remoteAddress &&
      line.remotePort === served.localPort,
  );
  const { remoteAddress: host, remotePort: port } = served;
  // On this host, an end without a process is one that was closed, and maybe ours.
  if (isLocal({ type: 'tcp', host, port }))
    return client && describeOwner(procRoot, client.inode, tables.holders);
  return `a client at ${host} port ${port}`;
}

/** The process that has a socket open: `pid 4242 (socat)`; `undefined` when this user may not know. */
export function describeOwner(procRoot: string, inode: number, holders: SocketHolders): string | undefined {
  const [pid] = holders.pidsOf(inode);
  return pid === undefined ? undefined : `pid ${pid} (${programOf(procRoot, pid)})`;
}

/** The program of a process, safe for a terminal, without its arguments: these may hold passwords. */
export function programOf(procRoot: string, pid: number): string {
  return terminalSafe(nameOf(procRoot, pid), MAX_NAME);
}

function nameOf(procRoot: string, pid: number): string {
  const [program = '', ...args] = (readKernelFile(`${procRoot}/${pid}/cmdline`) ?? '').split('\0');
  const name = basename(program);
  const script = basename(args[0] ?? '');
  if (INTERPRETER.test(name) && SCRIPT.test(script)) return `${name} ${script}`;
  return name || (readProcStat(procRoot, pid)?.command ?? 'unknown');
}
