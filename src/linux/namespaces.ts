import { readLink } from './files/read-file.js';

/** Reads the identity of a namespace, e.g. `net:[4026531840]`; `undefined` unless the user is root or owns the process. */
export function readNamespace(
  procRoot: string,
  pid: number | 'self',
  kind: 'net' | 'mnt',
): string | undefined {
  return readLink(`${procRoot}/${pid}/ns/${kind}`);
}
