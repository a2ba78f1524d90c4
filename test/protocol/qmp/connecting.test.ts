import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { QmpClientOptions } from '../../../src/protocol/qmp/client-options.js';
import {
  ConnectionLostError,
  FrameTooLargeError,
  GreetingTimeoutError,
  NegotiationError,
  NotQmpError,
} from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { GREETING, greetingServer, scriptedServer } from '../../scripted-server.js';
import { open } from './open-client.js';

async function connectError(script: (socket: Socket) => void, options?: QmpClientOptions): Promise<Error> {
  const address = await scriptedServer(script);
  const error: unknown = await GenericQmpClient.connect(address, { greetingTimeoutMs: 200, ...options }).then(
    (client) => client.close(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error(`no error but ${error}`);
  error.message = error.message.replace(/^unix:\S+: /, '');
  return error;
}

describe('connecting', () => {
  it('tells what QEMU says of itself', async () => {
    const client = await open(await greetingServer(() => undefined));
    expect(client.greeting).toEqual({
      version: { major: 7, minor: 2, micro: 22, package: 'Debian' },
      capabilities: ['oob'],
    });
  });

  it('sends the first commands in one write with the negotiation, which asks for nothing', async () => {
    const chunks: string[] = [];
    const address = await scriptedServer((socket) => {
      socket.write(GREETING);
      socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    });
    const client = await open(address, { commandTimeoutMs: 100 });
    await Promise.allSettled([
      client.execute('query-status'),
      client.execute('qom-get', { path: '/a', value: 2n ** 60n }),
    ]);
    expect(chunks).toEqual([
      '{"execute":"qmp_capabilities","id":1}\n{"execute":"query-status","id":2}\n' +
        '{"execute":"qom-get","arguments":{"path":"/a","value":1152921504606846976},"id":3}\n',
    ]);
  });

  it('sends what is issued together in one write, each time', async () => {
    const address = await greetingServer(({ id }) => `{"return": 1, "id": ${id}}\r\n`);
    const stream = connect(address.path);
    const write = vi.spyOn(stream, 'write');
    const client = await GenericQmpClient.over(stream, address, { control: true });
    onTestFinished(() => client.close());
    await Promise.all([client.execute('query-a'), client.execute('query-b')]);
    await Promise.all([client.execute('query-c'), client.execute('query-d')]);
    const requests = write.mock.calls.map(([text]) => String(text).split('\n').length - 1);
    expect(requests).toEqual([3, 2]);
  });

  it('gives up on a monitor that stays silent', async () => {
    const error = await connectError(() => undefined);
    expect(error).toBeInstanceOf(GreetingTimeoutError);
    expect(error.message).toBe(
      'no greeting within 200 ms: another client may hold the monitor, its QEMU may be stopped or hung, or this is not a QMP monitor',
    );
  });

  it.each([
    [
      'a human monitor',
      "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ",
      'this is a human monitor (HMP): give QEMU a -qmp socket, or -mon with mode=control',
    ],
    ['an HTTP server', 'HTTP/1.1 408 Request Timeout\r\n\r\n', 'this is an HTTP server'],
    ['a VNC server', 'RFB 003.008\n', 'this is a VNC server'],
    ['an SSH server', 'SSH-2.0-OpenSSH_9.2\r\n', 'this is an SSH server'],
    [
      'JSON without QMP',
      '{"hello": 1}\r\n',
      `'{"hello": 1}' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
    [
      'broken JSON',
      '{"QMP": {]}}\r\n',
      `'{"QMP": {]}}' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
    [
      'half a greeting',
      '{"QMP": {"version"',
      `'{"QMP": {"version"' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
    [
      'a line of text',
      'hello\u001b[2J\n',
      `'hello?[2J' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
  ])('recognises %s', async (_, text, message) => {
    const error = await connectError((socket) => socket.write(text));
    expect(error).toBeInstanceOf(NotQmpError);
    expect(error.message).toBe(message);
  });

  it('shows what came that is no UTF-8', async () => {
    const error = await connectError((socket) => socket.write(Buffer.from([0xff, 0xfe, 0x0a])));
    expect(error.message).toContain('came instead of a QMP greeting');
  });

  it('does not read to its end what is no QMP', async () => {
    const error = await connectError((socket) => {
      const flood = () => {
        while (socket.writable && socket.write('x'.repeat(65536)));
      };
      socket.on('drain', flood);
      flood();
    });
    expect(error).toBeInstanceOf(NotQmpError);
  });

  it('takes a greeting after a line of garbage', async () => {
    const client = await open(await scriptedServer((socket) => socket.write(`garbage\r\n${GREETING}`)));
    expect(client.anomalies).toMatchObject({ garbageBytes: 9, garbageSample: 'garbage\r\n' });
  });

  it.each([
    ['before a greeting', (socket: Socket) => socket.end()],
    ['in the greeting', (socket: Socket) => socket.end(GREETING.slice(0, 40))],
  ])('says that the peer closed %s', async (_, script) => {
    const error = await connectError(script);
    expect(error).toBeInstanceOf(ConnectionLostError);
    expect(error.message).toBe('the connection was closed before the greeting');
  });

  it('says why negotiation failed', async () => {
    const address = await scriptedServer((socket) => {
      socket.write(GREETING);
      socket.on('data', () =>
        socket.write('{"id": 1, "error": {"class": "GenericError", "desc": "no"}}\r\n'),
      );
    });
    const client = await open(address);
    await expect(client.execute('query-status')).rejects.toThrow(NegotiationError);
    expect((await client.closed)?.message).toContain('qmp_capabilities failed: no');
  });

  it("rejects with the signal's own reason", async () => {
    const address = await scriptedServer(() => undefined);
    const controller = new AbortController();
    const connecting = GenericQmpClient.connect(address, { signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 20);
    await expect(connecting).rejects.toBe('enough');
  });

  it('fails on a greeting over the limit instead of growing', async () => {
    const error = await connectError((socket) => socket.write(`{"x":"${'x'.repeat(5000)}`), {
      maxFrameBytes: 1000,
    });
    expect(error).toBeInstanceOf(FrameTooLargeError);
    expect(error.message).toBe(
      'a message is longer than 1000 bytes; connection closed (raise maxFrameBytes if that is expected)',
    );
  });
});
