import { SocketHolders } from '../../../discover/socket-holders.js';
import { readNetTcp } from '../../../linux/net-tcp.js';
import { readNetUnix } from '../../../linux/net-unix.js';
import { describeOwner } from '../../../monitor/find-holder.js';
import { isSameAddress } from './ip-address.js';

const PROC = '/proc';

/** The process that listens at a unix socket: `pid 4242 (node)`; `undefined` when the kernel does not say so to this user. */
export function findUnixListener(path: string): string | undefined {
  const lines = readNetUnix(PROC, 'self').filter((line) => line.path === path && line.state === 'listening');
  return describeFirst(lines.map(({ inode }) => inode));
}

/** As {@link findUnixListener}, of a TCP port: a listener at every address has it too. */
export function findTcpListener(address: string, port: number): string | undefined {
  const lines = readNetTcp(PROC, 'self').filter(
    (line) => line.localPort === port && line.state === 'listening',
  );
  const own = lines.filter(({ localAddress }) => isSameAddress(localAddress, address));
  return describeFirst((own.length > 0 ? own : lines).map(({ inode }) => inode));
}

function describeFirst(inodes: readonly number[]): string | undefined {
  const holders = new SocketHolders(PROC);
  return inodes.map((inode) => describeOwner(PROC, inode, holders)).find((owner) => owner !== undefined);
}
