import { errnoOf, messageOf } from './errors.js';
import { terminalSafe } from './terminal-safe.js';

/** Words for errno names, such as `{ ENOENT: 'no such file' }`. */
export type ErrnoWords = { readonly [errno: string]: string };

/** What an errno means wherever it occurs. A place that knows more, or what to do, has words of its own. */
const COMMON_WORDS: ErrnoWords = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of its path is not a directory',
  EISDIR: 'it is a directory',
  ELOOP: 'its links lead in a circle',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open: raise the limit (LimitNOFILE=, ulimit -n)',
  ENFILE: 'too many files are open on this host: raise fs.file-max',
  EPIPE: 'its reader has gone',
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'its name cannot be looked up just now',
  ENETUNREACH: 'no route to host',
  EHOSTUNREACH: 'no route to host',
  ETIMEDOUT: 'it does not answer',
  EADDRNOTAVAIL: 'this host has no such address',
};

/** What an errno means for a file that is to be created or replaced. */
export const OUTPUT_FILE_WORDS: ErrnoWords = {
  ENOENT: 'its directory does not exist: make it, or name another file',
  EACCES: 'permission denied: name a file in a directory that you may write to',
  EPERM: 'permission denied: name a file in a directory that you may write to',
};

/** A path in a message of the system may be this long. */
const MAX_CHARACTERS = 4096;

/**
 * Why a system call failed, in one line that is safe for a terminal: in the words of the place, else in the common ones.
 * An error without an errno, or with one that neither knows, explains itself by its message.
 */
export function explainErrno(error: unknown, words: ErrnoWords = {}): string {
  const errno = errnoOf(error) ?? '';
  const message = () => terminalSafe(messageOf(error) || String(error), MAX_CHARACTERS);
  return words[errno] ?? COMMON_WORDS[errno] ?? message();
}
