import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../mock-qemu/index.js';
import { GenericQmpClient } from '../../src/protocol/qmp/generic-qmp-client.js';
import { parseAddress, type UnixAddress } from '../../src/protocol/transport/address.js';
import { connect } from '../../src/protocol/transport/connect.js';
import { type RecordingProxy, startRecordingProxy } from '../../src/transcript/proxy.js';
import type { TranscriptLine } from '../../src/transcript/transcript-line.js';
import { scriptedServer } from '../scripted-server.js';
import { temporaryDirectory } from '../temporary-directory.js';

interface Started {
  readonly listen: UnixAddress;
  readonly lines: TranscriptLine[];
  readonly problems: string[];
  readonly proxy: RecordingProxy;
}

async function proxyTo(target: string): Promise<Started> {
  const listen: UnixAddress = { type: 'unix', path: join(await temporaryDirectory(), 'p') };
  const lines: TranscriptLine[] = [];
  const problems: string[] = [];
  const proxy = await startRecordingProxy({
    listen,
    connect: (signal) => connect(parseAddress(target), { signal }),
    onLine: (line) => lines.push(line),
    elapsedMs: () => 0,
    onProblem: (problem) => problems.push(problem),
  });
  onTestFinished(() => proxy.close());
  return { listen, lines, problems, proxy };
}

describe('the recording proxy', () => {
  it('lets a client talk to QEMU as if it were not there, and writes down both sides', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    const { listen, lines } = await proxyTo(qemu.address);
    {
      await using qmp = await GenericQmpClient.connect(listen);
      expect(await qmp.execute('query-name')).toEqual({ name: 'web' });
      const events = qmp.events();
      qemu.emit('STOP');
      expect((await events.next()).value).toMatchObject({ event: 'STOP' });
    }
    expect(lines.map(({ from, line }) => `${from} ${line.slice(0, 24)}`)).toEqual([
      'qemu {"QMP": {"version": {"qe',
      'client {"execute":"qmp_capabili',
      'client {"execute":"query-name",',
      'qemu {"return": {}, "id": 1}',
      'qemu {"return": {"name": "web',
      'qemu {"timestamp": {"seconds"',
    ]);
  });

  it('forwards every byte unchanged, also what is not a message', async () => {
    const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const echo = await scriptedServer((socket) => socket.pipe(socket));
    const { listen } = await proxyTo(`unix:${echo.path}`);
    const client = connectSocket(listen.path);
    const sent = Buffer.concat(Array.from({ length: 4096 }, () => everyByte));
    client.end(sent);
    const received: Buffer[] = [];
    for await (const chunk of client) received.push(chunk);
    expect(Buffer.concat(received).equals(sent)).toBe(true);
  });

  it('is free for the next client when one was killed, and ends its connection to QEMU', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const { listen, problems, lines } = await proxyTo(qemu.address);
    const killed = connectSocket(listen.path);
    await once(killed, 'data');
    const waiting = GenericQmpClient.connect(listen);
    killed.write('{"execute": "qmp_capabilities"}{"execute": "query-na');
    killed.destroy();
    await using qmp = await waiting;
    await qmp.execute('query-status');
    expect(lines.filter(({ line }) => line.startsWith('{"QMP"'))).toHaveLength(2);
    expect(lines).toContainEqual({
      from: 'client',
      at: 0,
      line: '{"execute": "query-na',
      note: 'not a message',
    });
    expect(problems).toEqual([]);
  });

  it('hands on what QEMU said last, and that it has gone', async () => {
    const server = await scriptedServer((socket) => socket.end('{"QMP": {}}\r\n{"event": "SHUTDOWN"}\r\n'));
    const { listen, lines } = await proxyTo(`unix:${server.path}`);
    let text = '';
    for await (const chunk of connectSocket(listen.path)) text += chunk;
    expect(text).toBe('{"QMP": {}}\r\n{"event": "SHUTDOWN"}\r\n');
    expect(lines).toHaveLength(2);
  });

  it('reports that QEMU cannot be reached, and disconnects the client', async () => {
    const { listen, problems } = await proxyTo('unix:/nowhere/q');
    const client = connectSocket(listen.path);
    await once(client.resume(), 'close');
    expect(problems).toEqual([
      'unix:/nowhere/q: no such socket: check the path, and that the guest is running',
    ]);
  });

  it('says why it cannot listen', async () => {
    const { listen } = await proxyTo('unix:/nowhere/q');
    const again = startRecordingProxy({
      listen,
      connect: (signal) => connect(listen, { signal }),
      onLine: () => undefined,
      elapsedMs: () => 0,
      onProblem: () => undefined,
    });
    await expect(again).rejects.toMatchObject({
      code: 'ERR_LISTEN',
      message: `cannot listen on unix:${listen.path}: somebody has it already: name another, or remove the socket when nobody listens there any more`,
    });
  });

  it.each([
    ['/no/such/directory/p', 'its directory does not exist: make it, or name another'],
    [
      `/tmp/${'x'.repeat(103)}`,
      'the path is too long for a socket: 107 bytes is all that fits; name a shorter one',
    ],
  ])('says why it cannot listen on %s', async (path, why) => {
    const proxy = startRecordingProxy({
      listen: { type: 'unix', path },
      connect: (signal) => connect({ type: 'unix', path: '/nowhere/q' }, { signal }),
      onLine: () => undefined,
      elapsedMs: () => 0,
      onProblem: () => undefined,
    });
    await expect(proxy).rejects.toThrow(`cannot listen on unix:${path}: ${why}`);
  });

  it('takes its socket along when it is closed in the middle of a conversation', async () => {
    await using qemu = await startMockQemu();
    const { listen, proxy } = await proxyTo(qemu.address);
    const client = connectSocket(listen.path);
    await once(client, 'data');
    const closed = once(client.resume(), 'close');
    await proxy.close();
    await closed;
    await expect(readFile(listen.path)).rejects.toThrow('ENOENT');
  });
});
