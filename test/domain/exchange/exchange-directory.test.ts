import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExchangeDirectory } from '../../../src/domain/exchange/exchange-directory.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const QEMU = { name: 'web', process: { pid: 17, startTicks: 4 } };

/** A /proc in which process 17 has a root directory of its own, and runs as `uid`. */
async function procRoot(uid = process.getuid?.() ?? 0): Promise<string> {
  const directory = await temporaryDirectory();
  mkdirSync(join(directory, '17', 'root', 'tmp'), { recursive: true });
  writeFileSync(join(directory, '17', 'status'), `Name:\tqemu\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`);
  return directory;
}

describe('a directory to exchange files', () => {
  it('is in the file system of QEMU, and gone with its files', async () => {
    const root = await procRoot();
    const directory = ExchangeDirectory.make({ ...QEMU, procRoot: root }, false);
    const own = directory.ownPathOf('memory');
    expect(directory.pathOf('memory')).toMatch(/^\/tmp\/qgauge-.{6}\/memory$/);
    expect(own).toBe(join(root, '17', 'root', directory.pathOf('memory')));
    expect(statSync(dirname(own)).mode & 0o777).toBe(0o700);
    writeFileSync(own, 'content');
    expect((await directory.read('memory', 10)).toString()).toBe('content');
    await expect(directory.read('memory', 3)).rejects.toThrow('7 bytes, where 3 are the most');
    directory[Symbol.dispose]();
    expect(readdirSync(join(root, '17', 'root', 'tmp'))).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)('belongs to the user of QEMU', async () => {
    using directory = ExchangeDirectory.make({ ...QEMU, procRoot: await procRoot(65534) }, false);
    expect(statSync(dirname(directory.ownPathOf('memory'))).uid).toBe(65534);
  });

  it('is in another place where there is no /tmp', async () => {
    const root = await procRoot();
    const place = join(root, '17', 'root');
    rmdirSync(join(place, 'tmp'));
    mkdirSync(join(place, 'run'));
    using directory = ExchangeDirectory.make({ ...QEMU, procRoot: root }, false);
    expect(directory.pathOf('x')).toMatch(/^\/run\/qgauge-/);
  });

  it('reads no link, and no file that is elsewhere too', async () => {
    using directory = ExchangeDirectory.make({ ...QEMU, procRoot: await procRoot() }, false);
    const secret = join(await temporaryDirectory(), 'secret');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, directory.ownPathOf('link'));
    linkSync(secret, directory.ownPathOf('second'));
    mkdirSync(directory.ownPathOf('folder'));
    await expect(directory.read('link', 100)).rejects.toThrow('ELOOP');
    await expect(directory.read('second', 100)).rejects.toThrow('has not left a file of its own');
    await expect(directory.read('folder', 100)).rejects.toThrow('has not left a file of its own');
    rmSync(dirname(directory.ownPathOf('x')), { recursive: true });
  });

  it('is refused for a QEMU elsewhere, and one whose files this user may not see', () => {
    const make = (process: typeof QEMU.process | undefined) => () =>
      ExchangeDirectory.make({ name: 'web', process, procRoot: '/nonexistent' }, false);
    expect(make(undefined)).toThrow('web: QEMU hands this out in a file on its own host: run qgauge there');
    expect(make(QEMU.process)).toThrow(/run qgauge as root, or as QEMU's user/);
  });

  it('is not made in a dry run', async () => {
    const root = await procRoot();
    using directory = ExchangeDirectory.make({ ...QEMU, procRoot: root }, true);
    expect(existsSync(directory.ownPathOf('x'))).toBe(false);
    expect(readdirSync(join(root, '17', 'root', 'tmp'))).toEqual([]);
    expect(await directory.read('x', 1)).toHaveLength(0);
  });
});
