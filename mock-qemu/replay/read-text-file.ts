import { readFile } from 'node:fs/promises';

const WORDS: { readonly [errno: string]: string } = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
};

/**
 * Reads a file that a user has named.
 *
 * @param failed makes the error, of the reason in plain words
 */
export async function readTextFile(
  file: string,
  failed: (why: string, cause: unknown) => Error,
): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw failed(WORDS[errno] ?? (cause instanceof Error ? cause.message : String(cause)), cause);
  }
}
