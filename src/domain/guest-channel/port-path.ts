import { lstatSync, type Stats } from 'node:fs';
import { SocketTables } from '../../discover/socket-tables.js';
import type { Target } from '../../discover/target.js';
import { stripControls, terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { PortWish } from './plan-port.js';

/** struct sockaddr_un has 108 bytes. */
const MAX_PATH_BYTES = 107;

/**
 * Where QEMU can listen for sure, which need not run as the same user: beside its monitor.
 *
 * @returns `undefined` when its monitor is not at a path that is the same for QEMU and for this process
 */
export function defaultPortPath({ monitors }: Target): string | undefined {
  const paths = monitors.flatMap(({ address, listening }) =>
    address.type === 'unix' && listening?.path === address.path ? [address.path] : [],
  );
  const monitor = paths.find((path) => path.startsWith('/'));
  return monitor === undefined ? undefined : `${monitor}.qgauge`;
}

/**
 * Checks the path of a port before QEMU uses it: to listen there, it removes whatever has the path. A socket that a process has left
 * which has ended is for nobody's use. Where QEMU connects, qgauge can only listen if no other file has the path.
 *
 * @throws {ControlRefusedError}
 */
export function checkPortPath(
  { way, path }: PortWish,
  { process }: Target,
  { guest, procRoot = '/proc' }: { readonly guest: string; readonly procRoot?: string | undefined },
): void {
  const shown = terminalSafe(path, 200);
  if (!path.startsWith('/')) throw new ControlRefusedError(guest, `${shown}: the path has to be absolute`);
  if (stripControls(path) !== path)
    throw new ControlRefusedError(guest, `${shown}: the path has control characters`);
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new ControlRefusedError(
      guest,
      `${shown}: the path of a socket has at most ${MAX_PATH_BYTES} bytes`,
    );
  }
  const found = statFor(process === undefined ? '' : `${procRoot}/${process.pid}/root`, path);
  if (found === undefined) return;
  if (way === 'listen') {
    if (found.isSocket()) return;
    throw new ControlRefusedError(guest, `${shown} exists, and is not a socket: choose another path`);
  }
  if (found.isSocket() && !isListened(procRoot, process, path)) return;
  throw new ControlRefusedError(
    guest,
    `${shown} exists, and QEMU would remove it: choose another path, or remove it`,
  );
}

/** In QEMU's own root, where this user may look there. */
function statFor(root: string, path: string): Stats | undefined {
  try {
    return lstatSync(`${root}${path}`, { throwIfNoEntry: false });
  } catch {
    return root === '' ? undefined : statFor('', path);
  }
}

function isListened(procRoot: string, process: Target['process'], path: string): boolean {
  const sockets = new SocketTables(procRoot).unixAt(process, path);
  return sockets.some(({ state }) => state === 'listening');
}
