import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../../src/protocol/transport/connect.js';
import { ConnectError } from '../../../src/protocol/transport/connect-error.js';
import { connectError } from '../../../src/protocol/transport/open-socket.js';
import { scriptedServer } from '../../scripted-server.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function failureOf(path: string): Promise<ConnectError> {
  const error = await connect({ type: 'unix', path }).then(
    (stream) => stream.destroy(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectError)) throw new Error(`no ConnectError but ${error}`);
  return error;
}

describe('connect', () => {
  it('says that there is no such socket', async () => {
    const error = await failureOf('/nonexistent/qmp.sock');
    expect(error.reason).toBe('missing');
    expect(error.code).toBe('ERR_CONNECT_MISSING');
    expect(error.message).toBe(
      'unix:/nonexistent/qmp.sock: no such socket: check the path, and that the guest is running',
    );
  });

  it('tells a plain file and a directory from a socket that nobody listens on', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'file'), '');
    expect((await failureOf(join(directory, 'file'))).message).toContain('this is a file, not a socket');
    expect((await failureOf(directory)).message).toContain('this is a directory, not a socket');
  });

  it('says that nothing listens on a socket any more', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 's');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const kept = join(directory, 'kept');
    // Closing removes the file under its first name only, as a QEMU that was killed would leave it.
    await import('node:fs/promises').then(({ link }) => link(path, kept));
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf(kept);
    expect(error.reason).toBe('refused');
    expect(error.message).toContain('nothing listens there');
  });

  it('reaches a socket whose path is longer than a socket address', async () => {
    const address = await scriptedServer((socket) => socket.end('hello'));
    const directory = join(await temporaryDirectory(), 'd'.repeat(120));
    await mkdir(directory);
    const path = join(directory, 'link');
    await symlink(address.path, path);
    const stream = await connect({ type: 'unix', path });
    onTestFinished(() => {
      stream.destroy();
    });
    expect(String((await stream[Symbol.asyncIterator]().next()).value)).toBe('hello');
  });

  it('says so when a long path leads nowhere', async () => {
    expect((await failureOf(`/nonexistent/${'x'.repeat(200)}`)).reason).toBe('missing');
  });

  it('reaches tcp, and says when nothing listens there', async () => {
    const server = createServer((socket) => socket.end('hi'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('no port');
    const address = { type: 'tcp', host: '127.0.0.1', port: bound.port } as const;
    const stream = await connect(address);
    expect(String((await stream[Symbol.asyncIterator]().next()).value)).toBe('hi');
    stream.destroy();
    await new Promise((resolve) => server.close(resolve));
    await expect(connect(address)).rejects.toThrow(`tcp:127.0.0.1:${bound.port}: nothing listens there`);
  });

  it.each([
    ['ENOTFOUND', 'no such host: check the name'],
    ['EMFILE', 'too many files are open: raise the limit (LimitNOFILE=, ulimit -n)'],
  ])('says in words what %s means', (code, words) => {
    const address = { type: 'tcp', host: 'db', port: 4444 } as const;
    const { reason, message } = connectError(address, Object.assign(new Error(code), { code }));
    expect([reason, message]).toEqual(['unreachable', `tcp:db:4444: ${words}`]);
  });

  it("rejects with the signal's own reason", async () => {
    await expect(connect({ type: 'unix', path: '/x' }, { signal: AbortSignal.abort('enough') })).rejects.toBe(
      'enough',
    );
  });
});
