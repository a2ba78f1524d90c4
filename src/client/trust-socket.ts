import { lstatSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

const GROUP_OR_OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * Why a socket is not trusted to be a daemon's; `undefined` when it is. Only root, or the user, may have made it, in a directory
 * where nobody else can put another one in its place.
 *
 * @param uid the user's own
 * @throws the error of lstat(2), e.g. ENOENT
 */
export function whyNotTrusted(path: string, uid: number): string | undefined {
  const socket = lstatSync(path);
  if (!socket.isSocket()) return `${path} is not a socket`;
  if (!isOfTrusted(socket, uid)) return `${path} belongs to user ${socket.uid}`;
  const directory = lstatSync(dirname(path));
  if (!directory.isDirectory()) return `${dirname(path)} is not a directory`;
  if (!isOfTrusted(directory, uid)) return `${dirname(path)} belongs to user ${directory.uid}`;
  if (directory.mode & GROUP_OR_OTHERS_WRITE && !(directory.mode & STICKY))
    return `${dirname(path)} can be written to by others`;
  return undefined;
}

function isOfTrusted(file: Stats, uid: number): boolean {
  return file.uid === 0 || file.uid === uid;
}
