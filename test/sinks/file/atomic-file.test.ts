import { execFile } from 'node:child_process';
import { watch } from 'node:fs';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OutputError, writeFilesAtomically } from '../../../src/sinks/file/atomic-file.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';

const run = promisify(execFile);

async function failureOf(path: string, text = 'new'): Promise<OutputError> {
  const error = await writeFilesAtomically([{ path, text }]).then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutputError)) throw error;
  expect(error.code).toBe('ERR_OUTPUT');
  return error;
}

/** The names of the temporary files that `write` creates in a directory. */
async function namesUsed(directory: string, write: () => Promise<void>): Promise<readonly string[]> {
  const names = new Set<string>();
  const watcher = watch(directory, (_, name) => names.add(name ?? ''));
  try {
    await write();
    await waitFor(() => expect(names.size).toBeGreaterThan(1));
  } finally {
    watcher.close();
  }
  return [...names].filter((name) => name !== 'record.json');
}

const mountSmall = (directory: string) => run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', directory]);

async function canMount(): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  try {
    await mountSmall(directory);
    await run('umount', [directory]);
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(directory);
  }
}

const CAN_MOUNT = await canMount();

describe('writeFilesAtomically', () => {
  it('writes all files, and leaves nothing else behind', async () => {
    const directory = await temporaryDirectory();
    const [record, packed] = [join(directory, 'record.json'), join(directory, 'record.json.snmp')];
    await writeFilesAtomically([
      { path: record, text: 'é日本\n' },
      { path: packed, text: '' },
    ]);
    expect(await readFile(record, 'utf8')).toBe('é日本\n');
    expect(await readFile(packed, 'utf8')).toBe('');
    expect((await readdir(directory)).sort()).toEqual(['record.json', 'record.json.snmp']);
  });

  it('replaces a file by a new one, so that a reader keeps what it has open', async () => {
    const path = join(await temporaryDirectory(), 'record.json');
    await writeFile(path, 'old');
    const { ino } = await stat(path);
    await writeFilesAtomically([{ path, text: 'new' }]);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).ino).not.toBe(ino);
  });

  it('makes files that every user may read, as far as the umask allows', async () => {
    const path = join(await temporaryDirectory(), 'record.json');
    const umask = process.umask(0o022);
    onTestFinished(() => {
      process.umask(umask);
    });
    await writeFilesAtomically([{ path, text: 'new' }]);
    expect((await stat(path)).mode & 0o777).toBe(0o644);
  });

  it('writes into the working directory when the path has no directory', async () => {
    const directory = await temporaryDirectory();
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    process.chdir(directory);
    await writeFilesAtomically([{ path: 'record.json', text: 'new' }]);
    expect(await readdir(directory)).toEqual(['record.json']);
  });

  it('reports that the directory is missing', async () => {
    const path = join(await temporaryDirectory(), 'none', 'record.json');
    expect((await failureOf(path)).message).toBe(
      `${path}: its directory does not exist: make it, or name another file`,
    );
  });

  it('reports that a part of the path is a file', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, 'old');
    expect((await failureOf(join(file, 'x'))).message).toBe(
      `${file}/x: a part of its path is not a directory`,
    );
    expect(await readFile(file, 'utf8')).toBe('old');
  });

  it('refuses a directory', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'd');
    await mkdir(path);
    expect((await failureOf(path)).message).toBe(`${path}: it is a directory`);
    expect(await readdir(directory)).toEqual(['d']);
  });

  it('refuses a device, and leaves it as it is', async () => {
    expect((await failureOf('/dev/null')).message).toBe('/dev/null: it is not a regular file');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('refuses a device behind a link, and a link that leads nowhere', async () => {
    const directory = await temporaryDirectory();
    const [device, nowhere] = [join(directory, 'device'), join(directory, 'nowhere')];
    await symlink('/dev/null', device);
    await symlink('none', nowhere);
    expect((await failureOf(device)).message).toBe('/dev/null: it is not a regular file');
    expect((await failureOf(nowhere)).message).toBe(`${nowhere}: it is a link that leads nowhere`);
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
    expect((await readdir(directory)).sort()).toEqual(['device', 'nowhere']);
  });

  it('keeps a link, and replaces the file that it leads to', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'elsewhere'));
    await writeFile(join(directory, 'elsewhere', 'target'), 'old');
    await symlink('elsewhere/target', join(directory, 'first'));
    await symlink('first', join(directory, 'second'));
    await writeFilesAtomically([{ path: join(directory, 'second'), text: 'new' }]);
    expect(await readlink(join(directory, 'second'))).toBe('first');
    expect(await readlink(join(directory, 'first'))).toBe('elsewhere/target');
    expect(await readFile(join(directory, 'elsewhere', 'target'), 'utf8')).toBe('new');
    expect(await readdir(join(directory, 'elsewhere'))).toEqual(['target']);
  });

  it('replaces none of the files when one cannot be written', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'record.json');
    await writeFile(path, 'old');
    const files = [
      { path, text: 'new' },
      { path: join(directory, 'none', 'x'), text: 'new' },
    ];
    await expect(writeFilesAtomically(files)).rejects.toBeInstanceOf(OutputError);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(directory)).toEqual(['record.json']);
  });

  it("rejects with the signal's own reason, and has written nothing", async () => {
    const directory = await temporaryDirectory();
    const files = [{ path: join(directory, 'record.json'), text: 'new' }];
    await expect(writeFilesAtomically(files, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(await readdir(directory)).toEqual([]);
  });

  it('strips control characters from a path', async () => {
    expect((await failureOf('/nonexistent/\u001b[2J\n')).message).toBe(
      '/nonexistent/?[2J?: its directory does not exist: make it, or name another file',
    );
  });

  it('writes a file with the longest possible name', async () => {
    const directory = await temporaryDirectory();
    const name = 'n'.repeat(255);
    await writeFilesAtomically([{ path: join(directory, name), text: 'new' }]);
    expect(await readdir(directory)).toEqual([name]);
  });

  it('does not write through a link in place of its temporary file', async () => {
    const directory = await temporaryDirectory();
    const [path, victim] = [join(directory, 'record.json'), join(directory, 'victim')];
    const names = await namesUsed(directory, () => writeFilesAtomically([{ path, text: 'first' }]));
    await writeFile(victim, 'precious');
    for (const name of names) await symlink(victim, join(directory, name));
    await writeFilesAtomically([{ path, text: 'second' }]).catch(() => undefined);
    expect(await readFile(victim, 'utf8')).toBe('precious');
    expect((await lstat(path)).isFile()).toBe(true);
  });

  // Mounting takes root, and a container that allows it.
  if (CAN_MOUNT) {
    it('leaves the old file whole on a full disk, and no temporary one', async () => {
      const directory = await temporaryDirectory();
      await mountSmall(directory);
      onTestFinished(async () => {
        await run('umount', [directory]);
      });
      const path = join(directory, 'record.json');
      await writeFile(path, 'old');
      const error = await failureOf(path, 'x'.repeat(1024 * 1024));
      expect(error.message).toBe(`${path}: no space left on the device; the old file stays as it was`);
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(directory)).toEqual(['record.json']);
    });
  }
});

it('writes bytes as they are, into a new file with the permissions that it is to have, and keeps those of an old one', async () => {
  const path = join(await temporaryDirectory(), 'picture');
  const bytes = Buffer.from([0xff, 0, 0x80]);
  const write = (mode: number) => writeFilesAtomically([{ path, text: bytes }], undefined, { mode });
  await write(0o600);
  expect(await readFile(path)).toEqual(bytes);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await write(0o644);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
