import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { connectRaw, type RawClient } from '../raw-client.js';

const NAME = '{"execute":"query-name","id":1}';
const ANSWER = '{"return": {"name": "mock"}, "id": 1}\r\n';

describe('a fault', () => {
  it('may be a lost answer, while the next one comes', async () => {
    await using lab = await startLab();
    lab.qemu.fault('drop', { command: 'stop' });
    lab.client.write(`{"execute":"stop"}${NAME}`);
    expect(await lab.client.lines(2)).toEqual([expect.stringContaining('"event": "STOP"'), ANSWER]);
    expect(lab.qemu.machine.status).toBe('paused');
  });

  it('may be an answer that comes twice', async () => {
    await using lab = await startLab();
    lab.qemu.fault('duplicate-reply', { times: 1 });
    lab.client.write(`${NAME}{"execute":"query-name","id":2}`);
    expect(await lab.client.lines(3)).toEqual([ANSWER, ANSWER, ANSWER.replace('1', '2')]);
  });

  it('may be an answer to an unknown request', async () => {
    await using lab = await startLab();
    lab.qemu.fault('unknown-id', { id: 'ghost' });
    lab.client.write(NAME);
    expect(await lab.client.lines(2)).toEqual(['{"return": {}, "id": "ghost"}\r\n', ANSWER]);
  });

  it('may be that connections are refused, until it is healed, on every kind of socket', async () => {
    for (const listen of [undefined, 'tcp:127.0.0.1:0', 'ws://127.0.0.1:0/']) {
      await using qemu = await startMockQemu(listen === undefined ? {} : { listen });
      qemu.fault('refuse');
      expect(await connectionError(qemu)).toBe('ECONNREFUSED');
      qemu.heal('refuse');
      await expect.poll(() => connectionError(qemu)).toBe(undefined);
    }
  });

  it('may be that connections are refused from the start, while a connected client is served', async () => {
    await using refusing = await startMockQemu({ faults: [{ kind: 'refuse' }] });
    expect(await connectionError(refusing)).toBe('ECONNREFUSED');
    await using lab = await startLab();
    lab.qemu.fault('refuse');
    lab.client.write(NAME);
    expect(await lab.client.lines(1)).toEqual([ANSWER]);
  });

  it('may be a flood of events at a given rate', async () => {
    await using lab = await startLab();
    lab.qemu.fault('event-flood', { event: 'WAKEUP', perSecond: 500 });
    await lab.client.after(400);
    const text = lab.client.text;
    expect(text.startsWith('{"timestamp": ')).toBe(true);
    const count = text.split('"WAKEUP"').length - 1;
    expect(count).toBeGreaterThan(50);
    expect(count).toBeLessThanOrEqual(500);
    lab.qemu.heal();
    lab.client.write(NAME);
    expect(await lab.client.take((soFar) => soFar.endsWith(ANSWER))).toContain('WAKEUP');
  });

  it('may be a flood that waits for the negotiation, and ends by itself', async () => {
    const faults = [{ kind: 'event-flood', perSecond: 0, times: 1000 }] as const;
    await using qemu = await startMockQemu({ faults });
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    expect(await client.after(50)).toBe('');
    client.write('{"execute":"qmp_capabilities"}');
    const lines = await client.lines(1001);
    expect(lines[0]).toBe('{"return": {}}\r\n');
    expect(lines.slice(1).every((line) => line.includes('"event": "NIC_RX_FILTER_CHANGED"'))).toBe(true);
  });

  it('may be a flood whose backlog is limited, however slow the client is', async () => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'event-flood', perSecond: 0 }] });
    const socket = connect(qemu.path ?? '');
    socket.pause().write('{"execute":"qmp_capabilities"}');
    await expect.poll(() => qemu.calls).toHaveLength(1);
    const before = process.memoryUsage.rss();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
    await new Promise((resolve) => socket.destroy().once('close', resolve));
  });

  it('may be that nothing more is read, while events continue', async () => {
    await using lab = await startLab();
    lab.qemu.fault('stop-reading');
    lab.client.write(NAME);
    lab.qemu.emit('POWERDOWN');
    expect((await lab.client.lines(1)).join()).toContain('POWERDOWN');
    expect(await lab.client.after(50)).toBe('');
    lab.qemu.heal();
    expect(await lab.client.lines(1)).toEqual([ANSWER]);
  });

  it('may be that nothing is read after one command', async () => {
    await using lab = await startLab();
    lab.qemu.fault('stop-reading', { command: 'query-name' });
    lab.client.write(`${NAME}${NAME}`);
    expect(await lab.client.lines(1)).toEqual([ANSWER]);
    expect(await lab.client.after(50)).toBe('');
    expect(lab.qemu.calls).toHaveLength(2);
  });

  it('may be that everything stands still, and continues where it was', async () => {
    await using lab = await startLab();
    const { qemu, client } = lab;
    qemu.fault('freeze');
    const stoodAt = qemu.machine.clock.elapsedMs();
    client.write(NAME);
    qemu.emit('POWERDOWN');
    await using waiting = await connectRaw(qemu.address);
    expect(await client.after(50)).toBe('');
    expect(qemu.calls).toHaveLength(1);
    expect(qemu.machine.clock.elapsedMs()).toBe(stoodAt);
    qemu.heal();
    expect(await client.lines(2)).toEqual([expect.stringContaining('POWERDOWN'), ANSWER]);
    await client.close();
    expect(await waiting.lines(1)).toHaveLength(1);
    expect(qemu.machine.clock.elapsedMs()).toBeGreaterThan(stoodAt);
  });

  it('may freeze before the greeting', async () => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'freeze' }] });
    await using client = await connectRaw(qemu.address);
    expect(await client.after(50)).toBe('');
    qemu.heal();
    expect(await client.lines(1)).toHaveLength(1);
  });

  it('keeps events out of the middle of half a reply', async () => {
    await using lab = await startLab();
    lab.qemu.fault('half', { times: 1 });
    lab.client.write(`${NAME}{"execute":"query-name","id":2}`);
    await lab.client.take((text) => text === ANSWER.slice(0, 20));
    lab.qemu.emit('POWERDOWN');
    expect(await lab.client.after(20)).toBe('');
    lab.qemu.heal('half');
    expect(await lab.client.lines(3)).toEqual([
      ANSWER.slice(20),
      expect.stringContaining('POWERDOWN'),
      ANSWER.replace('1', '2'),
    ]);
  });

  it.each([
    ['hang', { command: 'query-name', times: 1 }],
    ['garbage', { times: 1, bytes: [0, 255, 10] }],
    ['close', { times: 1, where: 'greeting' }],
  ] as const)('heals itself after the given number of occurrences: %s', async (kind, options) => {
    await using qemu = await startMockQemu();
    qemu.fault(kind, options);
    const first = await connectRaw(qemu.address);
    first.write(`{"execute":"qmp_capabilities"}${NAME}`);
    await first.after(50);
    expect(first.text).not.toContain(`}\r\n{"return": {}}\r\n${ANSWER}`);
    await first.close();
    if (kind === 'hang') qemu.heal();
    await using second = await connectRaw(qemu.address);
    await second.negotiate();
    second.write(NAME);
    expect(await second.lines(1)).toEqual([ANSWER]);
  });
});

describe('our own client survives', () => {
  it.each([
    ['duplicate-reply', {}],
    ['unknown-id', {}],
    ['garbage', {}],
    ['trickle', {}],
    ['event-flood', { perSecond: 0 }],
  ] as const)('%s', async (kind, options) => {
    await using qemu = await startMockQemu({ faults: [{ kind, ...options }] });
    await using client = await GenericQmpClient.connect(qemu.address);
    expect(await client.execute('query-name')).toEqual({ name: 'mock' });
    expect(await client.execute('query-name')).toEqual({ name: 'mock' });
  });

  it('a lost answer, with a deadline', async () => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'drop', command: 'query-uuid' }] });
    await using client = await GenericQmpClient.connect(qemu.address);
    await expect(client.execute('query-uuid', {}, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'ERR_QMP_TIMEOUT',
    });
    expect(await client.execute('query-name')).toEqual({ name: 'mock' });
  });
});

interface Lab extends AsyncDisposable {
  readonly qemu: MockQemu;
  readonly client: RawClient;
}

async function startLab(options: MockQemuOptions = {}): Promise<Lab> {
  const qemu = await startMockQemu(options);
  const client = await connectRaw(qemu.address);
  await client.negotiate();
  const dispose = async () => {
    await client.close();
    await qemu.close();
  };
  return { qemu, client, [Symbol.asyncDispose]: dispose };
}

/** The code of the error; undefined when a connection is made. */
function connectionError(qemu: MockQemu): Promise<string | undefined> {
  const port = /(\d+)\/?$/.exec(qemu.address)?.[1];
  const socket = qemu.path === undefined ? connect(Number(port), '127.0.0.1') : connect(qemu.path);
  return new Promise((resolve) => {
    socket.once('connect', () => socket.destroy().once('close', () => resolve(undefined)));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}
