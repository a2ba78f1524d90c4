import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatFor } from '../../../src/cli/dom/image-format.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** A file that begins with these bytes. */
async function imageOf(bytes: string): Promise<string> {
  const path = join(await temporaryDirectory(), 'image');
  await writeFile(path, Buffer.from(bytes, 'latin1'));
  return path;
}

it.each([
  ['qcow2', 'QFI\u00fb\0\0\0\u0003'],
  ['vmdk', 'KDMV\u0001'],
  ['vhdx', 'vhdxfile'],
])('takes no image of the format %s for raw', async (format, bytes) => {
  const path = await imageOf(bytes);
  await expect(formatFor(path, undefined, '--subdriver')).rejects.toThrow(
    `${path} is an image of the format ${format}: say --subdriver ${format}, or --subdriver raw`,
  );
  expect(await formatFor(path, format, '--subdriver')).toBe(format);
  expect(await formatFor(path, 'raw', '--subdriver')).toBe('raw');
});

it('takes any other one for raw, also one that is short, missing, or no file', async () => {
  const paths = [await imageOf(''), await imageOf('QFI'), '/nonexistent/image', '/dev/zero', '/'];
  for (const path of paths) expect(await formatFor(path, undefined, '--format')).toBe('raw');
});
