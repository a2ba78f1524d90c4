import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { QmpClientOptions } from '../../../src/protocol/qmp/client-options.js';
import {
  ClientClosedError,
  CommandError,
  CommandRefusedError,
  CommandTimeoutError,
  ConnectionLostError,
} from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { greetingServer } from '../../scripted-server.js';
import { open } from './open-client.js';

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
