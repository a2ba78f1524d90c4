import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { connectRaw } from '../raw-client.js';

describe('a socket on the file system', () => {
  it('replaces one that a killed process has left behind', async () => {
    const path = join(await temporaryDirectory(), 's');
    leaveDeadSocket(path);
    await using qemu = await startMockQemu({ listen: path });
    await using client = await connectRaw(qemu.address);
    expect(await client.lines(1)).toHaveLength(1);
  });

  it('is not taken from another process that listens on it', async () => {
    const path = join(await temporaryDirectory(), 's');
    await using first = await startMockQemu({ listen: path });
    await expect(startMockQemu({ listen: path })).rejects.toMatchObject({
      code: 'ERR_MOCK_IN_USE',
      message: `cannot listen on unix:${path}: another process listens on it; stop it, or choose another path`,
    });
    await using client = await connectRaw(first.address);
    expect(await client.lines(1)).toHaveLength(1);
  });

  it('never replaces a file that is not a socket', async () => {
    const path = join(await temporaryDirectory(), 'file');
    writeFileSync(path, 'precious');
    await expect(startMockQemu({ listen: path })).rejects.toMatchObject({
      code: 'ERR_MOCK_LISTEN',
      message: `cannot listen on unix:${path}: the file is not a socket; remove it, or choose another path`,
    });
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('is not replaced when it is a directory', async () => {
    const path = await temporaryDirectory();
    await expect(startMockQemu({ listen: path })).rejects.toThrow(
      `cannot listen on unix:${path}: it is a directory; choose a path in it`,
    );
  });

  it('is not cut short where the temporary directory has a long name', async () => {
    const directory = join(await temporaryDirectory(), 'd'.repeat(100));
    mkdirSync(directory);
    vi.stubEnv('TMPDIR', directory);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(startMockQemu()).rejects.toThrow(
      /the path has \d+ bytes, more than the 107 of a UNIX socket; /,
    );
    expect(readdirSync(directory)).toEqual([]);
    vi.stubEnv('TMPDIR', '/no/such');
    await expect(startMockQemu()).rejects.toThrow(
      /^cannot create a temporary directory: ENOENT: .*; set TMPDIR to a writable directory$/,
    );
  });

  it('is removed when the mock is closed, unless another process has replaced it', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 's');
    const qemu = await startMockQemu({ listen: path });
    renameSync(path, `${path}.old`);
    writeFileSync(path, 'somebody else’s');
    await qemu.close();
    expect(readFileSync(path, 'utf8')).toBe('somebody else’s');
    await rm(path);
    await rm(`${path}.old`);
    await (await startMockQemu({ listen: path })).close();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('may be given by a relative path, and reports the absolute one', async () => {
    const directory = await temporaryDirectory();
    const path = relative(process.cwd(), join(directory, 's'));
    await using qemu = await startMockQemu({ listen: `unix:${path}` });
    expect(qemu.path).toBe(join(directory, 's'));
    expect(qemu.address).toBe(`unix:${qemu.path}`);
  });

  it('leaves nothing behind when a further monitor cannot listen', async () => {
    const directory = await temporaryDirectory();
    const monitors = [{ listen: join(directory, 'none', 's') }];
    await expect(startMockQemu({ listen: join(directory, 's'), monitors })).rejects.toMatchObject({
      code: 'ERR_MOCK_LISTEN',
    });
    expect(existsSync(join(directory, 's'))).toBe(false);
  });
});

describe('a port', () => {
  it('is not taken from another process that listens on it', async () => {
    await using first = await startMockQemu({ listen: 'tcp:127.0.0.1:0' });
    await expect(startMockQemu({ listen: first.address })).rejects.toMatchObject({
      code: 'ERR_MOCK_IN_USE',
      message: `cannot listen on ${first.address}: another process listens on it; stop it, or choose another address`,
    });
  });
});

function leaveDeadSocket(path: string): void {
  const script = "net.createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
  spawnSync(process.execPath, ['-e', script, path]);
  expect(lstatSync(path).isSocket()).toBe(true);
}
