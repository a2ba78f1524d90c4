import { type OpenFiles, socketInodes } from '../linux/proc-fd.js';
import type { Address, TcpAddress } from '../protocol/transport/address.js';
import type { ListeningSocket } from './chardev.js';
import { resolveSocketPath } from './socket-path.js';
import type { SocketTable } from './socket-tables.js';
import type { ListeningLine, Monitor } from './target.js';
import { isAt } from './tcp-address.js';

/** Who a socket is looked up for. */
export interface Owner {
  readonly procRoot: string;
  readonly pid: number;
  /** `undefined` when this user may not see them: then the command line alone must do. */
  readonly openFiles: OpenFiles | undefined;
  readonly sockets: SocketTable;
}

/** A socket that cannot be used, and why. */
export interface Unusable {
  readonly why: string;
}

/**
 * Binds a socket that a process's command line names to the listening socket that the process really holds.
 *
 * The inode decides: an equal path proves nothing, because two QEMUs may have been given one path, of which the later
 * has taken the file.
 */
export function bindSocket(owner: Owner, socket: ListeningSocket): Monitor | Unusable {
  switch (socket.type) {
    case 'path':
      return bindUnix(owner, socket.path, () => ({
        type: 'unix',
        path: resolveSocketPath(owner.procRoot, owner.pid, socket.path),
      }));
    case 'abstract':
      return bindUnix(owner, `@${socket.name}`, () => ({ type: 'unix', path: `\0${socket.name}` }));
    case 'inet':
      return bindTcp(owner, socket.host, socket.port);
    case 'fd':
      return bindDescriptor(owner, socket.fd);
  }
}

function bindUnix(owner: Owner, path: string, address: () => Address): Monitor | Unusable {
  if (path.startsWith('@') && !owner.sockets.isOurs)
    return { why: `${path} is in another network namespace` };
  const line = owner.sockets
    .unixAt(path)
    .find((candidate) => candidate.state === 'listening' && holds(owner, candidate.inode));
  if (line === undefined && owner.openFiles !== undefined) return { why: `it does not listen on ${path}` };
  return { address: address(), listening: line };
}

function bindTcp(owner: Owner, host: string, port: number): Monitor | Unusable {
  if (!owner.sockets.isOurs) return { why: `tcp port ${port} is in another network namespace` };
  const address: TcpAddress = { type: 'tcp', host: reachable(host), port };
  const line = owner.sockets
    .tcp()
    .find(
      (candidate) =>
        candidate.state === 'listening' && isAt(candidate, address) && holds(owner, candidate.inode),
    );
  if (line === undefined && owner.openFiles !== undefined)
    return { why: `it does not listen on port ${port}` };
  return { address, listening: line && tcpLine(line.inode) };
}

/** A listening socket that QEMU was handed at its start (`fd=`): only the inode says where it listens. */
function bindDescriptor(owner: Owner, descriptor: number): Monitor | Unusable {
  const inode = owner.openFiles?.sockets.get(descriptor);
  if (inode === undefined) return { why: `descriptor ${descriptor} cannot be read: run as root` };
  const unix = owner.sockets.unix.find((line) => line.inode === inode && line.state === 'listening');
  if (unix?.path.startsWith('@')) {
    return { address: { type: 'unix', path: `\0${unix.path.slice(1)}` }, listening: unix };
  }
  if (unix) {
    const path = resolveSocketPath(owner.procRoot, owner.pid, unix.path);
    return { address: { type: 'unix', path }, listening: unix };
  }
  const tcp = owner.sockets.tcp().find((line) => line.inode === inode && line.state === 'listening');
  if (tcp === undefined || !owner.sockets.isOurs)
    return { why: `descriptor ${descriptor} is no socket to connect to` };
  return {
    address: { type: 'tcp', host: reachable(tcp.localAddress), port: tcp.localPort },
    listening: tcpLine(inode),
  };
}

/** Where this user may not see what the process holds, the command line's word must do. */
function holds({ openFiles }: Owner, inode: number): boolean {
  return openFiles === undefined || socketInodes(openFiles).has(inode);
}

function tcpLine(inode: number): ListeningLine {
  return { inode, path: undefined };
}

/** Where a server that listens on every interface can be reached from here. */
function reachable(host: string): string {
  if (host === '' || host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  return /^[0:]+$/.test(host) ? '::1' : host;
}
