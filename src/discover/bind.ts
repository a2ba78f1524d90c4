import type { OpenFiles } from '../linux/proc-fd.js';
import type { Address, TcpAddress } from '../protocol/transport/address.js';
import {
  type InetPlace,
  isListening,
  type ListeningSocket,
  type SocketPlace,
  type Unusable,
} from './chardev.js';
import type { QemuCommandLine } from './command-line.js';
import { resolveSocketPath } from './process-path.js';
import type { SocketTable } from './socket-tables.js';
import type { ListeningLine, MonitorSocket } from './target.js';
import { isAt } from './tcp-address.js';

/** The process whose socket is looked up. */
export interface Owner {
  readonly procRoot: string;
  readonly pid: number;
  readonly commandLine: QemuCommandLine;
  /** `undefined` when this user may not read them: then the command line is trusted. */
  readonly openFiles: OpenFiles | undefined;
  /** The inodes of the sockets among them. */
  readonly held: ReadonlySet<number> | undefined;
  /** Those of the process's network namespace. */
  readonly sockets: SocketTable;
  /** Those of this process's. A unix socket is in the namespace of the process that has made it and handed it over. */
  readonly ours: SocketTable;
}

/**
 * Binds a socket in a process's command line to the listening socket that the process holds.
 *
 * The inode decides, not the path: when two QEMUs were given one path, the later one has taken the file.
 */
export function bindSocket(owner: Owner, socket: ListeningSocket): MonitorSocket | Unusable {
  const bound = bindPlace(owner, socket);
  return 'why' in bound ? bound : { ...bound, waits: socket.waits };
}

/** Whether a socket could be bound. */
export function isBound(socket: MonitorSocket | Unusable): socket is MonitorSocket {
  return 'address' in socket;
}

type Bound = Omit<MonitorSocket, 'waits'>;

function bindPlace(owner: Owner, place: SocketPlace): Bound | Unusable {
  switch (place.type) {
    case 'path':
      return bindUnix(owner, place.path, () => ({
        type: 'unix',
        path: resolveSocketPath(owner.procRoot, owner.pid, place.path),
      }));
    case 'abstract':
      return bindUnix(owner, `@${place.name}`, () => ({ type: 'unix', path: `\0${place.name}` }));
    case 'inet':
      return bindTcp(owner, place);
    case 'fd':
      return bindDescriptor(owner, place.fd);
  }
}

function bindUnix(owner: Owner, path: string, address: () => Address): Bound | Unusable {
  const { sockets, ours } = owner;
  const line = [...sockets.unixAt(path), ...ours.unixAt(path)].find(
    (candidate) => candidate.state === 'listening' && holds(owner, candidate.inode),
  );
  if (line === undefined && owner.openFiles !== undefined) return { why: `it does not listen on ${path}` };
  if (path.startsWith('@') && !sockets.isOurs && !(line && ours.unix.includes(line)))
    return { why: `${path} is in another network namespace` };
  return { address: address(), listening: line };
}

function bindTcp(owner: Owner, place: InetPlace): Bound | Unusable {
  const { host, port } = place;
  if (!owner.sockets.isOurs) return { why: `tcp port ${port} is in another network namespace` };
  const isFixed = isFixedPort(place);
  if (owner.openFiles === undefined) {
    const address: TcpAddress = { type: 'tcp', host: reachable(host), port };
    return isFixed ? { address, listening: undefined } : { why: 'its port is unknown: run as root' };
  }
  const lines = listeningTcp(owner).filter(
    (line) =>
      isAt(line, { type: 'tcp', host: reachable(host), port: line.localPort }) &&
      (port === 0 || (line.localPort >= port && line.localPort <= place.lastPort)),
  );
  const others = isFixed ? [] : otherPorts(owner.commandLine, place);
  if (others.includes(undefined))
    return { why: 'several of its ports were chosen at the start: name the one of the monitor' };
  const [line, second] = lines.filter(({ localPort }) => !others.includes(localPort));
  if (line === undefined) return { why: `it does not listen on port ${port}` };
  if (second !== undefined && !isFixed)
    return {
      why: `it listens on ports ${lines.map(({ localPort }) => localPort).join(', ')}: name the one of the monitor`,
    };
  const address: TcpAddress = { type: 'tcp', host: reachable(host), port: line.localPort };
  return { address, listening: tcpLine(line.inode) };
}

function listeningTcp(owner: Owner) {
  return owner.sockets.tcp().filter(({ state, inode }) => state === 'listening' && holds(owner, inode));
}

/** Whether the options name the one port on which it listens. */
function isFixedPort({ port, lastPort }: InetPlace): boolean {
  return port !== 0 && port === lastPort;
}

/** The ports of everything else that a QEMU serves; `undefined` for one that is not in its options either. */
function otherPorts(
  { monitors, servers }: QemuCommandLine,
  place: SocketPlace,
): readonly (number | undefined)[] {
  const sockets = [...monitors.filter(isListening), ...servers.map(({ socket }) => socket)];
  return sockets.flatMap<number | undefined>((socket) =>
    socket.type !== 'inet' || socket === place ? [] : [isFixedPort(socket) ? socket.port : undefined],
  );
}

/** Binds a listening socket that QEMU inherited (`fd=`): only the inode says where it listens. */
function bindDescriptor(owner: Owner, descriptor: number): Bound | Unusable {
  const inode = owner.openFiles?.sockets.get(descriptor);
  if (inode === undefined) return { why: `descriptor ${descriptor} cannot be read: run as root` };
  const isIt = (line: { readonly inode: number; readonly state: string }) =>
    line.inode === inode && line.state === 'listening';
  const theirs = owner.sockets.unix.find(isIt);
  const unix = theirs ?? owner.ours.unix.find(isIt);
  if (unix?.path.startsWith('@')) {
    if (unix === theirs && !owner.sockets.isOurs)
      return { why: `${unix.path} is in another network namespace` };
    return { address: { type: 'unix', path: `\0${unix.path.slice(1)}` }, listening: unix };
  }
  if (unix) {
    const path = resolveSocketPath(owner.procRoot, owner.pid, unix.path);
    return { address: { type: 'unix', path }, listening: unix };
  }
  const tcp = owner.sockets.tcp().find(isIt);
  if (tcp === undefined || !owner.sockets.isOurs)
    return { why: `descriptor ${descriptor} is not a socket that accepts connections` };
  return {
    address: { type: 'tcp', host: reachable(tcp.localAddress), port: tcp.localPort },
    listening: tcpLine(inode),
  };
}

/** Whether the process holds a socket; assumed when this user may not read its open files. */
function holds({ held }: Owner, inode: number): boolean {
  return held === undefined || held.has(inode);
}

function tcpLine(inode: number): ListeningLine {
  return { inode, path: undefined };
}

/** The address at which a server on this host is reached: loopback when it listens on every interface. */
function reachable(host: string): string {
  if (host === '' || host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  return /^[0:]+$/.test(host) ? '::1' : host;
}
