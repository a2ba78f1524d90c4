import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { readKernelFile, readLink } from '../linux/files/read-file.js';
import { readNamespace } from '../linux/namespaces.js';

/**
 * Where a path in the arguments of another process may be found, the likeliest first.
 *
 * The path may be relative to the directory where the process was started, inside its chroot, or in its mount namespace. A
 * daemonized QEMU has left that directory, which only its environment still names.
 */
export function pathsOf(procRoot: string, pid: number, path: string): readonly string[] {
  return path.startsWith('/') ? absolute(procRoot, pid, path) : relative(procRoot, pid, path);
}

/**
 * Finds a socket by the path in a process's arguments: the first of {@link pathsOf} that is a socket, else the likeliest.
 *
 * A service that systemd confines is in a mount namespace of its own, and nearly every file still has the same path in it: that
 * path is preferred to the one below /proc, which people do not know, and which changes with the pid.
 */
export function resolveSocketPath(procRoot: string, pid: number, path: string): string {
  const candidates = pathsOf(procRoot, pid, path);
  const found = candidates.find(isSocket);
  if (!found?.startsWith(`${procRoot}/${pid}/`)) return found ?? candidates[0] ?? path;
  const file = fileAt(found);
  return candidates.find((other) => !other.startsWith(`${procRoot}/`) && fileAt(other) === file) ?? found;
}

function absolute(procRoot: string, pid: number, path: string): readonly string[] {
  const seenFromHere = hasOurRoot(procRoot, pid) ? [path] : [];
  // A QEMU that calls chroot opens its sockets first: the path may still be one of this root.
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
  // Not readable, so a process of another user: only this root can be tried.
  if (root === undefined || namespace === undefined) return true;
  return root === '/' && namespace === readNamespace(procRoot, 'self', 'mnt');
}

/** The PWD of the shell at the start of the process. */
export function startDirectory(procRoot: string, pid: number): string | undefined {
  const environment = readKernelFile(`${procRoot}/${pid}/environ`) ?? '';
  const entry = environment.split('\0').find((variable) => variable.startsWith('PWD=/'));
  return entry?.slice('PWD='.length);
}

function isSocket(path: string): boolean {
  return statIfReadable(path)?.isSocket() ?? false;
}

/** Identifies a file; `undefined` where there is none. */
function fileAt(path: string): string | undefined {
  const stats = statIfReadable(path);
  return stats && `${stats.dev} ${stats.ino}`;
}

function statIfReadable(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a part of the path is not accessible to this user, or not a directory
  }
}
