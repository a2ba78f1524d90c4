import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readKernelFile, readLink } from '../linux/files/read-file.js';
import { readNamespace } from '../linux/namespaces.js';

/**
 * Finds a socket of another process by the path in that process's arguments.
 *
 * The path may be relative to where the process was started, inside its chroot, or in its mount namespace. A QEMU that
 * made itself a daemon has left the directory it was started in, and only its environment remembers it. The first
 * candidate that is a socket is taken; where there is none, the likeliest.
 */
export function resolveSocketPath(procRoot: string, pid: number, path: string): string {
  const candidates = path.startsWith('/') ? absolute(procRoot, pid, path) : relative(procRoot, pid, path);
  return candidates.find(isSocket) ?? candidates[0] ?? path;
}

function absolute(procRoot: string, pid: number, path: string): readonly string[] {
  const seenFromHere = hasOurRoot(procRoot, pid) ? [path] : [];
  // A QEMU that called chroot itself opened its sockets before: the path may still be one of ours.
  return [...seenFromHere, `${procRoot}/${pid}/root${path}`, path];
}

function relative(procRoot: string, pid: number, path: string): readonly string[] {
  const start = startDirectory(procRoot, pid);
  const current = readLink(`${procRoot}/${pid}/cwd`);
  const seenFromHere = hasOurRoot(procRoot, pid) && current !== undefined ? [join(current, path)] : [];
  return [
    ...seenFromHere,
    join(`${procRoot}/${pid}/cwd`, path),
    ...(start === undefined ? [] : absolute(procRoot, pid, join(start, path))),
  ];
}

function hasOurRoot(procRoot: string, pid: number): boolean {
  const root = readLink(`${procRoot}/${pid}/root`);
  const namespace = readNamespace(procRoot, pid, 'mnt');
  // Not readable: not our user's process. Then there is no other way than through our own root.
  if (root === undefined || namespace === undefined) return true;
  return root === '/' && namespace === readNamespace(procRoot, 'self', 'mnt');
}

/** The shell's PWD at the time of the start. */
function startDirectory(procRoot: string, pid: number): string | undefined {
  const environment = readKernelFile(`${procRoot}/${pid}/environ`) ?? '';
  const entry = environment.split('\0').find((variable) => variable.startsWith('PWD=/'));
  return entry?.slice('PWD='.length);
}

function isSocket(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isSocket() ?? false;
  } catch {
    return false; // a directory on the way is closed to this user, or is none
  }
}
