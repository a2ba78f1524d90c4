import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readLink } from '../linux/files/read-file.js';
import { readOpenFiles } from '../linux/proc-fd.js';
import { startDirectory } from './process-path.js';

/** Whether it is the address of network storage, such as `nbd://host/export`, `rbd:pool/image` or `json:{…}`. */
export function isImageAddress(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/.test(path);
}

/**
 * Finds the absolute path of an image whose path is relative, as in `-drive file=root.qcow2`: below the present directory of its
 * QEMU, or the one in which that was started. Only a file that QEMU has open is taken for the image.
 *
 * @returns an absolute path as it is; `undefined` of an address, and when there is no such file, or this user may not know
 */
export function absoluteImagePath(procRoot: string, pid: number, path: string): string | undefined {
  if (path.startsWith('/')) return path;
  if (path === '' || isImageAddress(path)) return undefined;
  const directories = [readLink(`${procRoot}/${pid}/cwd`), startDirectory(procRoot, pid)];
  const open = new Set(openFiles(procRoot, pid));
  return directories
    .flatMap((directory) => (directory === undefined ? [] : [join(directory, path)]))
    .find((candidate) => {
      const file = fileAt(`${procRoot}/${pid}/root${candidate}`);
      return file !== undefined && open.has(file);
    });
}

function openFiles(procRoot: string, pid: number): readonly string[] {
  const { paths } = readOpenFiles(procRoot, pid) ?? { paths: new Map<number, string>() };
  return [...paths]
    .filter(([, path]) => path.startsWith('/'))
    .flatMap(([descriptor]) => fileAt(`${procRoot}/${pid}/fd/${descriptor}`) ?? []);
}

/** Identifies a file; `undefined` where there is none, or this user may not see it. */
function fileAt(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
