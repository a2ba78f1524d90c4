import { chmodSync, chownSync, lstatSync, renameSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname } from 'node:path';
import { errnoOf } from '../../../support/errors.js';
import { explainErrno } from '../../../support/explain-errno.js';
import { makePrivateDirectory } from '../../../support/make-directory.js';
import { readGroupId } from '../../group-id.js';
import { findUnixListener } from './find-listener.js';
import type { ListenUnix } from './listen.js';
import { ListenError } from './listen-error.js';
import { startListening } from './start-listening.js';

const DEFAULT_MODE = 0o660;
const DEFAULT_GROUP = 'qgauge';
const DEFAULT_ELSEWHERE = 'choose another path';
/** struct sockaddr_un has 108 bytes; libuv would cut a longer path and listen at another one. */
const MAX_PATH_BYTES = 107;

/**
 * Listens at a unix socket. The socket that a dead process has left is replaced; a directory that is missing is made.
 *
 * @returns closes the server, and removes the socket unless another process has put its own there meanwhile
 * @throws {ListenError} also when somebody listens there, or something else than a socket has the path
 */
export async function listenUnix(server: Server, listen: ListenUnix): Promise<() => void> {
  const { path, mode = DEFAULT_MODE, group = DEFAULT_GROUP, elsewhere = DEFAULT_ELSEWHERE } = listen;
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new ListenError(path, 'unusable', `the path of a socket has at most ${MAX_PATH_BYTES} bytes`);
  }
  try {
    const gid = usableGroup(group);
    makeDirectory(dirname(path), gid);
    await removeDead(path, elsewhere);
    await listenPrivately(server, path);
    if (gid !== undefined) chownSync(path, process.geteuid?.() ?? 0, gid);
    chmodSync(path, mode);
  } catch (error) {
    throw error instanceof ListenError ? error : toListenError(path, error, elsewhere);
  }
  const own = statSync(path);
  return () => close(server, path, own);
}

/** A group that this process may give files to. */
function usableGroup(name: string): number | undefined {
  const gid = readGroupId(name);
  if (gid === undefined) return undefined;
  return process.geteuid?.() === 0 || process.getgroups?.().includes(gid) ? gid : undefined;
}

/** The group may pass through the directory, and put nothing there: who can replace the socket can pass for the daemon. */
function makeDirectory(directory: string, gid: number | undefined): void {
  if (statIfThere(directory) !== undefined) return;
  makePrivateDirectory(directory);
  if (gid === undefined) return;
  chownSync(directory, process.geteuid?.() ?? 0, gid);
  chmodSync(directory, 0o750);
}

async function removeDead(path: string, elsewhere: string): Promise<void> {
  const found = statIfThere(path);
  if (found === undefined) return;
  if (!found.isSocket()) {
    throw new ListenError(path, 'not-a-socket', `another file has this path: move it away, or ${elsewhere}`);
  }
  if (await isListening(path)) {
    const owner = findUnixListener(path) ?? 'another process';
    throw new ListenError(path, 'in-use', `${owner} listens there: stop it, or ${elsewhere}`);
  }
  // Another process may have replaced it since.
  if (statIfThere(path)?.ino === found.ino) unlinkSync(path);
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      const errno = errnoOf(error);
      if (errno === 'ECONNREFUSED' || errno === 'ENOENT') resolve(false);
      // Its queue is full: it lives.
      else if (errno === 'EAGAIN') resolve(true);
      else reject(error);
    });
  });
}

/** Between bind(2) and chmod(2) nobody else may connect. Worker threads share the umask of the process, and may not set it. */
async function listenPrivately(server: Server, path: string): Promise<void> {
  let umask: number | undefined;
  try {
    umask = process.umask(0o177);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_WORKER_UNSUPPORTED_OPERATION') throw error;
  }
  // Node binds before listen() returns.
  const listening = startListening(server, { path });
  if (umask !== undefined) process.umask(umask);
  await listening;
}

function toListenError(path: string, error: unknown, elsewhere: string): ListenError {
  const errno = errnoOf(error);
  const denied = `permission denied: let the user that runs qgauge write to the directory, or ${elsewhere}`;
  const why = explainErrno(error, {
    EACCES: denied,
    EPERM: denied,
    EADDRINUSE: 'another process has just begun to listen there',
    ENOENT: 'its directory does not exist',
  });
  const reason =
    errno === 'EADDRINUSE' ? 'in-use' : errno === 'EACCES' || errno === 'EPERM' ? 'denied' : 'unusable';
  return new ListenError(path, reason, why, { cause: error });
}

/** libuv removes whatever has the path when it closes the server: another's is moved aside for that moment. */
function close(server: Server, path: string, own: Stats): void {
  const found = statIfThere(path);
  if (found === undefined || (found.ino === own.ino && found.dev === own.dev)) {
    server.close();
    return;
  }
  const aside = `${path}.${process.pid}`;
  renameSync(path, aside);
  server.close();
  renameSync(aside, path);
}

function statIfThere(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
