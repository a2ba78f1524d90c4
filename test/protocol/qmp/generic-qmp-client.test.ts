import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { QmpClientOptions } from '../../../src/protocol/qmp/client-options.js';
import {
  ClientClosedError,
  CommandError,
  CommandRefusedError,
  CommandTimeoutError,
  ConnectionLostError,
  FrameTooLargeError,
  GreetingTimeoutError,
  NegotiationError,
  NotQmpError,
} from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import type { Address } from '../../../src/protocol/transport/address.js';
import { GREETING, greetingServer, scriptedServer } from '../../scripted-server.js';

/** The commands of these tests are of no QEMU's: a client that only reads would keep them back. */
async function open(address: Address, options?: QmpClientOptions): Promise<GenericQmpClient> {
  const client = await GenericQmpClient.connect(address, { control: true, ...options });
  onTestFinished(() => client.close());
  return client;
}

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

describe('execute', () => {
  it('matches replies by id, in whatever order they come', async () => {
    const held: string[] = [];
    const address = await greetingServer(({ id, execute }, socket) => {
      held.push(`{"return": "${execute}", "id": ${id}}\r\n`);
      if (held.length === 3) socket.write(held.reverse().join(''));
      return undefined;
    });
    const client = await open(address);
    const commands = ['query-a', 'query-b', 'query-c'];
    await expect(Promise.all(commands.map((command) => client.execute(command)))).resolves.toEqual(commands);
  });

  it("keeps QEMU's class and description", async () => {
    const address = await greetingServer(
      ({ id }) => `{"id": ${id}, "error": {"class": "DeviceNotFound", "desc": "Device '/x' not found"}}\r\n`,
    );
    const client = await open(address);
    const error: unknown = await client
      .execute('qom-list', { path: '/x' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({
      class: 'DeviceNotFound',
      description: "Device '/x' not found",
      command: 'qom-list',
    });
    expect(String(error)).toContain("qom-list failed: Device '/x' not found (DeviceNotFound)");
  });

  it('times a command out, drops its late reply, and goes on', async () => {
    const address = await greetingServer(({ id, execute }, socket) => {
      if (execute === 'query-quick') return `{"return": 2, "id": ${id}}\r\n`;
      setTimeout(() => socket.write(`{"return": 1, "id": ${id}}\r\n`), 60);
      return undefined;
    });
    const client = await open(address);
    const late: unknown = await client
      .execute('query-late', undefined, { timeoutMs: 20 })
      .catch((error) => error);
    expect(late).toBeInstanceOf(CommandTimeoutError);
    expect(String(late)).toContain('no reply to query-late within 20 ms');
    await new Promise((resolve) => setTimeout(resolve, 80));
    await expect(client.execute('query-quick')).resolves.toBe(2);
    expect(client.anomalies.unexpectedReplies).toBe(1);
  });

  it('takes an error without an id for nobody, and shows it where it may explain a silence', async () => {
    const address = await greetingServer(({ execute, id }) =>
      execute === 'query-lost'
        ? '{"error": {"class": "GenericError", "desc": "JSON parse error, stray"}}\r\n'
        : `{"return": 1, "id": ${id}}\r\n`,
    );
    const client = await open(address, { commandTimeoutMs: 50 });
    await expect(client.execute('query-lost')).rejects.toThrow(
      'no reply to query-lost within 50 ms (QEMU could not read a request: JSON parse error, stray)',
    );
    await expect(client.execute('query-next')).resolves.toBe(1);
  });

  it('goes on after garbage between messages, and says how much was dropped', async () => {
    const address = await greetingServer(({ id, execute }) =>
      execute === 'query-bad' ? '{"return": nul}\r\nxyz\r\n' : `{"return": 1, "id": ${id}}\r\n`,
    );
    const client = await open(address, { commandTimeoutMs: 50 });
    await expect(client.execute('query-bad')).rejects.toThrow(
      "within 50 ms (dropped 5 bytes of garbage: 'xyz??'; 1 broken messages)",
    );
    await expect(client.execute('query-good')).resolves.toBe(1);
  });

  it('aborts by a signal, and leaves the connection usable', async () => {
    const address = await greetingServer(({ id, execute }) =>
      execute === 'query-slow' ? undefined : `{"return": 1, "id": ${id}}\r\n`,
    );
    const client = await open(address);
    const controller = new AbortController();
    const slow = client.execute('query-slow', undefined, { signal: controller.signal });
    controller.abort('enough');
    await expect(slow).rejects.toBe('enough');
    await expect(client.execute('query-next', undefined, { signal: controller.signal })).rejects.toBe(
      'enough',
    );
    await expect(client.execute('query-next')).resolves.toBe(1);
  });

  it('yields a bigint where a number would be rounded', async () => {
    const client = await open(
      await greetingServer(({ id }) => `{"return": 18446744073709551615, "id": ${id}}\r\n`),
    );
    await expect(client.execute('query-x')).resolves.toBe(2n ** 64n - 1n);
  });

  it('rejects what is in flight, and what comes later, when the peer closes', async () => {
    const address = await greetingServer((_, socket) => {
      socket.end('{"return": 1');
      return undefined;
    });
    const client = await open(address);
    await expect(client.execute('query-x')).rejects.toThrow(ConnectionLostError);
    await expect(client.execute('query-y')).rejects.toThrow('the connection was closed');
    expect(await client.closed).toBeInstanceOf(ConnectionLostError);
  });

  it('says that QEMU has shut down, when it has', async () => {
    const address = await greetingServer((_, socket) => {
      socket.end('{"event": "SHUTDOWN", "data": {}, "timestamp": {"seconds": 1, "microseconds": 0}}\r\n');
      return undefined;
    });
    const client = await open(address);
    await expect(client.execute('query-x')).rejects.toThrow('QEMU has shut down');
  });
});

describe('what the default client lets out', () => {
  const sent: string[] = [];
  const server = () =>
    greetingServer(({ id, execute }) => {
      sent.push(execute);
      return `{"return": {}, "id": ${id}}\r\n`;
    });

  it.each([
    ['query-status', undefined],
    ['qom-list', { path: '/' }],
    ['qom-list-get', { paths: [] }],
    ['qom-get', { path: '/machine', property: 'type' }],
    ['qom-set', { path: '/machine/x', property: 'guest-stats-polling-interval', value: 1 }],
  ])('lets %s out', async (command, args) => {
    const client = await open(await server(), { control: false });
    await expect(client.execute(command, args)).resolves.toEqual({});
  });

  it.each([
    ['quit', undefined],
    ['query-cpus', undefined],
    ['stop', undefined],
    ['balloon', { value: 1 }],
    ['human-monitor-command', { 'command-line': 'info status' }],
    ['qom-set', { path: '/x', property: 'realized', value: false }],
    ['qom-set', undefined],
    ['qom-get', { path: '/objects/s0', property: 'data' }],
    ['x-blockdev-change', undefined],
  ])('refuses %s without sending it, unless it has control', async (command, args) => {
    sent.length = 0;
    const reader = await open(await server(), { control: false });
    const error: unknown = await reader.execute(command, args).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandRefusedError);
    expect(String(error)).toContain(`${command} was not sent`);
    await reader.close();
    expect(sent).not.toContain(command);
    const controller = await open(await server(), { control: true, unstable: true });
    await expect(controller.execute(command, args)).resolves.toEqual({});
  });

  it('sends nothing unstable, with control or without, unless it may', async () => {
    const said = async (options: QmpClientOptions) => {
      const client = await open(await server(), { control: false, ...options });
      return client.execute('x-query-profile').catch(String);
    };
    const refused =
      /x-query-profile was not sent: QEMU marks it as unstable: .*; open the client with { unstable: true } to send it$/;
    expect(await said({})).toMatch(refused);
    expect(await said({ control: true })).toMatch(refused);
    expect(await said({ unstable: true })).toEqual({});
  });
});

describe('events', () => {
  const event = (name: string, n: number) =>
    `{"event": "${name}", "data": {"n": ${n}}, "timestamp": {"seconds": 5, "microseconds": 250000}}\r\n`;
  const server = (text: string) => greetingServer(({ id }) => `${text}{"return": {}, "id": ${id}}\r\n`);

  it('come by name, also before the reply of the command that caused them', async () => {
    const client = await open(await server(event('STOP', 1) + event('RESUME', 2)));
    const seen: unknown[] = [];
    const stop = client.on('STOP', ({ data, timestampSeconds }) => seen.push([data, timestampSeconds]));
    await client.execute('query-x').then(() => seen.push('reply'));
    stop();
    await client.execute('query-x');
    expect(seen).toEqual([[{ n: 1 }, 5.25], 'reply']);
  });

  it('come as an async iterator, which ends with close()', async () => {
    const client = await open(await server(event('STOP', 1) + event('RESUME', 2)));
    const events = client.events();
    await client.execute('query-x');
    await client.close();
    const names: string[] = [];
    for await (const { event: name } of events) names.push(name);
    expect(names).toEqual(['STOP', 'RESUME']);
  });

  it('end with the reason when the connection is lost', async () => {
    const client = await open(
      await greetingServer((_, socket) => {
        socket.destroy();
        return undefined;
      }),
    );
    const next = client.events().next();
    client.execute('query-x').catch(() => undefined);
    await expect(next).rejects.toThrow(ConnectionLostError);
  });

  it('do not pile up before a reader that has fallen asleep', async () => {
    const client = await open(
      await server(Array.from({ length: 2000 }, (_, n) => event('STOP', n)).join('')),
    );
    const events = client.events();
    await client.execute('query-x');
    expect(events.dropped).toBe(2000 - 1024);
    expect((await events.next()).value).toMatchObject({ data: { n: 2000 - 1024 } });
    await events.return();
  });
});

describe('close', () => {
  it('rejects what is in flight, and leaves nothing open', async () => {
    let onPeerClosed: () => void = () => undefined;
    const peerClosed = new Promise<void>((resolve) => {
      onPeerClosed = resolve;
    });
    const address = await greetingServer((_, socket) => {
      socket.on('close', onPeerClosed);
      return undefined;
    });
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const client = await GenericQmpClient.connect(address, { control: true });
    const pending = client.execute('query-x');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([client.close(), expect(pending).rejects.toThrow(ClientClosedError)]);
    await expect(client.closed).resolves.toBeUndefined();
    await expect(client.execute('query-y')).rejects.toThrow('the client is closed');
    const after = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    expect(after).toBeLessThanOrEqual(before);
    await peerClosed;
  });

  it('rejects at once on a stream that has closed already', async () => {
    const stream = connect('/nonexistent');
    await new Promise((resolve) => stream.on('error', resolve).on('close', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(GenericQmpClient.over(stream, { type: 'unix', path: '/x' })).rejects.toThrow(
      ConnectionLostError,
    );
  });

  it('may be called twice', async () => {
    const client = await GenericQmpClient.connect(await greetingServer(() => undefined));
    await Promise.all([client.close(), client.close()]);
  });
});
