import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSecret } from '../../../src/cli/dom/secret-input.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const { signal } = new AbortController();
const read = async (file: string) => (await readSecret({ file, what: 'the password' }, { signal })).reveal();

it('reads a file without the line break at its end', async () => {
  const file = join(await temporaryDirectory(), 'password');
  await writeFile(file, ' hunter2 \r\n');
  expect(await read(file)).toBe(' hunter2 ');
});

it('reads a pipe to its end, also when it comes in parts', async () => {
  const file = join(await temporaryDirectory(), 'pipe');
  execFileSync('mkfifo', [file]);
  const writer = spawn('sh', ['-c', 'exec > "$1"; printf hunt; sleep 0.1; printf "er2\\n"', 'sh', file]);
  const ended = once(writer, 'close');
  expect(await read(file)).toBe('hunter2');
  await ended;
});

it.each([
  ['', /is missing/],
  ['x'.repeat(4097), /the password has more than 4096 bytes/],
  [Buffer.from('caf\u00e9', 'latin1'), /the password is not valid UTF-8/],
])('refuses what no password is', async (content, why) => {
  const file = join(await temporaryDirectory(), 'password');
  await writeFile(file, content);
  await expect(read(file)).rejects.toThrow(why);
});

it('reads a longer one where that is expected', async () => {
  const file = join(await temporaryDirectory(), 'secret');
  await writeFile(file, 'x'.repeat(5000));
  const source = { file, what: 'the secret', maxBytes: 5000 };
  expect((await readSecret(source, { signal })).reveal()).toHaveLength(5000);
  await writeFile(file, 'x'.repeat(5001));
  await expect(readSecret(source, { signal })).rejects.toThrow('the secret has more than 5000 bytes');
});
