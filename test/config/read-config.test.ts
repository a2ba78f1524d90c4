import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.js';
import { becomeNobody } from '../become-nobody.js';
import { temporaryDirectory } from '../temporary-directory.js';

describe('a configuration file', () => {
  it('is read, through a link too', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'real.yaml'), 'interval: 10s\n');
    await symlink('real.yaml', join(directory, 'q.yaml'));
    expect(await readConfig(join(directory, 'q.yaml'))).toMatchObject({ intervalSeconds: 10 });
  });

  it('is named in its errors, with the line', async () => {
    const path = join(await temporaryDirectory(), 'q.yaml');
    await writeFile(path, 'hold: true\ninterval: fast\n');
    await expect(readConfig(path)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringMatching(`^${path}:2:11: interval: 'fast' is not a duration`),
    });
  });

  it.each<[string, (path: string) => unknown, string]>([
    ['missing', () => undefined, 'no such file'],
    ['a directory', (path) => mkdir(path), 'it is a directory'],
    ['a pipe, which has no end', (path) => execFileSync('mkfifo', [path]), 'it is not a regular file'],
    ['too large', (path) => writeFile(path, '#'.repeat(2 ** 20 + 1)), 'it is larger than 1048576 bytes'],
    [
      'bytes that are not UTF-8',
      (path) => writeFile(path, Buffer.from([0x61, 0x3a, 0xff])),
      'it is not valid UTF-8',
    ],
    ['a link that leads to itself', (path) => symlink(path, path), 'its links lead in a circle'],
  ])('can be %s', async (_, make, why) => {
    const path = join(await temporaryDirectory(), 'q.yaml');
    await make(path);
    await expect(readConfig(path)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: `${path}: the configuration cannot be read: ${why}`,
    });
  });

  it('can be unreadable for this user', async () => {
    const directory = await temporaryDirectory();
    await chmod(directory, 0o755);
    const path = join(directory, 'q.yaml');
    await writeFile(path, '', { mode: 0 });
    becomeNobody();
    await expect(readConfig(path)).rejects.toThrow(
      `${path}: the configuration cannot be read: permission denied: let the user that runs qgauge read it`,
    );
  });
});
