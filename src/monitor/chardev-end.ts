import { statSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { bindSocket, isBound } from '../discover/bind.js';
import { isListening, socketOfDevice } from '../discover/chardev.js';
import { ownerOf } from '../discover/discover.js';
import { pathsOf } from '../discover/process-path.js';
import { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { listPids } from '../linux/pids.js';
import { readOpenFiles } from '../linux/proc-fd.js';
import { type Address, formatAddress } from '../protocol/transport/address.js';
import { connect } from '../protocol/transport/connect.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { findHolder, programOf } from './find-holder.js';
import { probeMonitor, servedInodes } from './probe.js';
import { PtyStream } from './pty-stream.js';

/** The host's end of a character device that can be opened. */
export type ChardevEnd =
  | { readonly type: 'socket'; readonly address: Address }
  /** Its path on this host. */
  | { readonly type: 'pty'; readonly path: string };

/** Why a character device cannot be opened. */
export interface ClosedChardev {
  readonly why: string;
}

const MAX_SHOWN = 200;

/**
 * Finds the host's end of a character device, if nobody else has it open: a socket serves one client at a time, and a second
 * one would wait and hear nothing.
 *
 * @param filename as query-chardev has it: `disconnected:unix:/run/web/console.sock,server=on`, `pty:/dev/pts/3`
 */
export async function findChardevEnd(
  procRoot: string,
  target: Target,
  filename: string,
): Promise<ChardevEnd | ClosedChardev> {
  const { process } = target;
  if (process === undefined) return { why: 'it can only be opened on the host of its QEMU' };
  const pty = /^pty:(\/.+)$/.exec(filename)?.[1];
  if (pty !== undefined) return findPty(procRoot, process.pid, pty);
  // `tcp:127.0.0.1:4444,server=on <-> 127.0.0.1:40122` while a client is connected
  const text = filename.replace(/^disconnected:/, '').replace(/ <-> .*$/, '');
  const listening = socketOfDevice(text);
  if (!isListening(listening)) return listening;
  const tables = new SocketTables(procRoot);
  const bound = bindSocket(ownerOf(procRoot, process, tables), { ...listening, waits: false });
  return isBound(bound) ? unlessBusy(procRoot, target, bound, filename, tables) : bound;
}

async function unlessBusy(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  filename: string,
  tables: SocketTables,
): Promise<ChardevEnd | ClosedChardev> {
  const { address } = socket;
  const where = formatAddress(address);
  const probe = probeMonitor(procRoot, target, socket, tables);
  // QEMU knows it too, where /proc does not show it to this user.
  if (probe === 'busy' || (probe === 'free' && !filename.startsWith('disconnected:'))) {
    const [inode] = servedInodes(procRoot, target, socket, tables);
    const holder =
      inode === undefined ? undefined : await findHolder(procRoot, target, socket, inode, tables);
    return {
      why: `${where}: ${holder ?? 'another client'} is connected to it, and it serves one client at a time`,
    };
  }
  if (probe === 'free') return { type: 'socket', address };
  return { why: `${where}: ${SAYING[probe] ?? `its QEMU is ${probe}`}` };
}

const SAYING: { readonly [probe: string]: string } = {
  queued: 'QEMU does not accept connections: its main loop hangs',
  deleted: 'the socket was deleted or moved',
  taken: 'another QEMU was given the same socket',
};

/** A pty has any number of readers, which take bytes away from each other. */
function findPty(procRoot: string, qemu: number, path: string): ChardevEnd | ClosedChardev {
  const shown = terminalSafe(path, MAX_SHOWN);
  const [seenByQemu = path] = pathsOf(procRoot, qemu, path);
  if (terminalAt(seenByQemu) !== terminalAt(path))
    return { why: `${shown} is another terminal here: QEMU has a mount namespace of its own` };
  const other = listPids(procRoot).find((pid) => pid !== qemu && hasOpen(procRoot, pid, path));
  if (other === undefined) return { type: 'pty', path };
  return {
    why: `${shown}: pid ${other} (${programOf(procRoot, other)}) has it open`,
  };
}

/** Identifies a terminal; `undefined` where this user sees none. */
function terminalAt(path: string): string | undefined {
  try {
    const { dev, ino, rdev } = statSync(path);
    return `${dev} ${ino} ${rdev}`;
  } catch {
    return undefined;
  }
}

function hasOpen(procRoot: string, pid: number, path: string): boolean {
  const files = readOpenFiles(procRoot, pid);
  return files !== undefined && [...files.paths.values()].includes(path);
}

/**
 * Opens what was found. The caller owns the stream, and destroys it.
 *
 * @param signal ends the connecting
 * @throws {ConnectError} when the connection fails
 * @throws {Error} of Node when the pty cannot be opened
 */
export async function openChardevEnd(end: ChardevEnd, signal: AbortSignal): Promise<Duplex> {
  return end.type === 'socket' ? connect(end.address, { signal }) : PtyStream.open(end.path);
}
