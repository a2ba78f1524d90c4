import { describe, expect, it } from 'vitest';
import { explainErrno, OUTPUT_FILE_WORDS } from '../../src/support/explain-errno.js';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as Node has it`), { code });
}

describe('explainErrno', () => {
  it.each([
    ['ENETUNREACH', 'no route to host'],
    ['EHOSTUNREACH', 'no route to host'],
    ['EACCES', 'permission denied'],
    ['EMFILE', 'too many files are open: raise the limit (LimitNOFILE=, ulimit -n)'],
  ])('says in words what %s means', (errno, words) => {
    expect(explainErrno(systemError(errno))).toBe(words);
  });

  it('prefers the words of the place, which may have more of them', () => {
    const words = { ...OUTPUT_FILE_WORDS, ENXIO: 'nobody reads this pipe' };
    const explained = ['ENOENT', 'EACCES', 'EROFS', 'ENXIO'].map((errno) =>
      explainErrno(systemError(errno), words),
    );
    expect(explained).toEqual([
      'its directory does not exist: make it, or name another file',
      'permission denied: name a file in a directory that you may write to',
      'the file system is read-only',
      'nobody reads this pipe',
    ]);
  });

  it('falls back to the message, safe for a terminal', () => {
    expect(explainErrno(systemError('EIO'))).toBe('EIO: as Node has it');
    expect(explainErrno(new Error('\u001b[2Jbad\n'))).toBe('?[2Jbad?');
    expect(explainErrno('a string')).toBe('a string');
  });

  it('names an error that has no message by its class', () => {
    expect(explainErrno(new AggregateError([]))).toBe('AggregateError');
  });
});
