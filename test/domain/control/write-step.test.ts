import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type CallReach, carryOut } from '../../../src/domain/control/carry-out.js';
import { temporaryDirectory } from '../../temporary-directory.js';

it('writes a line break for an empty text, since the kernel sees no write of nothing', async () => {
  const path = join(await temporaryDirectory(), 'cpuset.mems');
  await writeFile(path, '1\n');
  const { signal } = new AbortController();
  await carryOut({ to: 'file', path, text: '' }, { name: 'web' } as CallReach, { signal });
  expect(await readFile(path, 'utf8')).toBe('\n');
});
