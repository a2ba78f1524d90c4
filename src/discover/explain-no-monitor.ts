import { formatAddress } from '../protocol/transport/address.js';
import { bindSocket, isBound, type Owner } from './bind.js';
import type { Unusable } from './chardev.js';
import { HUMAN_MONITOR } from './declared-servers.js';
import type { MonitorSocket } from './target.js';

/** How many sockets of a QEMU a message names. */
const MAX_NAMED = 4;

/**
 * Explains why a QEMU has no monitor to connect to, and what to do.
 *
 * A socket that its options do not explain may be a monitor or anything else: only a user can say so.
 *
 * @param unusable its monitors that cannot be connected to
 */
export function explainNoMonitor(owner: Owner, unusable: readonly Unusable[]): string {
  const { unreadFiles, servers } = owner.commandLine;
  const bound = servers.map(({ what, socket }) => ({ what, socket: bindSocket(owner, socket) }));
  const known = bound.flatMap(({ what, socket }) => (isBound(socket) ? [{ what, socket }] : []));
  const human = known.find(({ what }) => what === HUMAN_MONITOR);
  const candidates = unexplained(
    owner,
    known.map(({ socket }) => socket),
  );
  return [
    ...whyNone(unusable, unreadFiles),
    ...(human ? [`its ${HUMAN_MONITOR} at ${formatAddress(human.socket.address)} does not speak QMP`] : []),
    ...(candidates.length > 0
      ? [`if ${candidates.join(' or ')} is a QMP monitor, name it with --socket`]
      : []),
  ].join('; ');
}

function whyNone(unusable: readonly Unusable[], unreadFiles: readonly Unusable[]): readonly string[] {
  if (unusable.length > 0)
    return [`its QMP monitor cannot be used: ${unusable.map(({ why }) => why).join('; ')}`];
  if (unreadFiles.length > 0) return unreadFiles.map(({ why }) => why);
  return ['QEMU was started without a QMP socket: give it -qmp unix:/path,server=on,wait=off'];
}

/** The listening sockets of a process that its options do not explain. */
function unexplained({ held, sockets }: Owner, known: readonly MonitorSocket[]): readonly string[] {
  if (held === undefined) return [];
  const explained = new Set(known.map(({ listening }) => listening?.inode));
  const isIt = (line: { readonly inode: number; readonly state: string }) =>
    line.state === 'listening' && held.has(line.inode) && !explained.has(line.inode);
  const paths = sockets.unix.filter(isIt).map(({ path }) => `unix:${path}`);
  const ports = sockets.tcp().filter(isIt);
  return [...paths, ...ports.map(({ localAddress, localPort }) => `tcp:${localAddress}:${localPort}`)].slice(
    0,
    MAX_NAMED,
  );
}
