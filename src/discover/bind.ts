import { type OpenFiles, socketInodes } from '../linux/proc-fd.js';
import type { Address, TcpAddress } from '../protocol/transport/address.js';
import type { ListeningSocket } from './chardev.js';
import { resolveSocketPath } from './socket-path.js';
import type { SocketTable } from './socket-tables.js';
import type { ListeningLine, MonitorSocket } from './target.js';
import { isAt } from './tcp-address.js';

/** The process whose socket is looked up. */
export interface Owner {
  readonly procRoot: string;
  readonly pid: number;
  /** `undefined` when this user may not read them: then the command line is trusted. */
  readonly openFiles: OpenFiles | undefined;
  readonly sockets: SocketTable;
}

/** A socket that cannot be used, and why. */
export interface Unusable {
  readonly why: string;
}

/**
 * Binds a socket in a process's command line to the listening socket that the process holds.
 *
 * The inode decides, not the path: when two QEMUs were given one path, the later one has taken the file.
 */
export function bindSocket(owner: Owner, socket: ListeningSocket): MonitorSocket | Unusable {
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

function bindUnix(owner: Owner, path: string, address: () => Address): MonitorSocket | Unusable {
  if (path.startsWith('@') && !owner.sockets.isOurs)
    return { why: `${path} is in another network namespace` };
  const line = owner.sockets
    .unixAt(path)
    .find((candidate) => candidate.state === 'listening' && holds(owner, candidate.inode));
  if (line === undefined && owner.openFiles !== undefined) return { why: `it does not listen on ${path}` };
  return { address: address(), listening: line };
}

function bindTcp(owner: Owner, host: string, port: number): MonitorSocket | Unusable {
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

/** Binds a listening socket that QEMU inherited (`fd=`): only the inode says where it listens. */
function bindDescriptor(owner: Owner, descriptor: number): MonitorSocket | Unusable {
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
    return { why: `descriptor ${descriptor} is not a socket that accepts connections` };
  return {
    address: { type: 'tcp', host: reachable(tcp.localAddress), port: tcp.localPort },
    listening: tcpLine(inode),
  };
}

/** Whether the process holds a socket; assumed when this user may not read its open files. */
function holds({ openFiles }: Owner, inode: number): boolean {
  return openFiles === undefined || socketInodes(openFiles).has(inode);
}

function tcpLine(inode: number): ListeningLine {
  return { inode, path: undefined };
}

/** The address at which a server on this host is reached: loopback when it listens on every interface. */
function reachable(host: string): string {
  if (host === '' || host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  return /^[0:]+$/.test(host) ? '::1' : host;
}
