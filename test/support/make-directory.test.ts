import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePrivateDirectory } from '../../src/support/make-directory.js';
import { temporaryDirectory } from '../temporary-directory.js';

it('makes a directory and its parents, for their owner only, and once', async () => {
  const top = await temporaryDirectory();
  const path = join(top, 'a', 'b');
  makePrivateDirectory(path);
  makePrivateDirectory(path);
  expect([statSync(path).mode & 0o777, statSync(join(top, 'a')).mode & 0o777]).toEqual([0o700, 0o700]);
});

it.each(['/proc/none/at/all', '/dev/null/a'])('fails where no directory can be: %s', (path) => {
  expect(() => makePrivateDirectory(path)).toThrow(/ENOENT|ENOTDIR|EACCES|EPERM/);
});
