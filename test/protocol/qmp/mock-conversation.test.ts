import { describe, expect, it } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import type { QmpClientOptions } from '../../../src/protocol/qmp/client-options.js';
import { CommandError, FrameTooLargeError, GreetingTimeoutError } from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';

/** What the scripted servers of client.test.ts play by hand, as a whole QEMU does it. */
describe('a conversation of the client with the mock', () => {
  it('begins with the negotiation, for every client anew, and only for one at a time', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const first = await GenericQmpClient.connect(qemu.address);
    expect(first.greeting.version).toMatchObject({ major: 7, minor: 2, micro: 22 });
    await first.execute('query-name');
    const second = GenericQmpClient.connect(qemu.address, { greetingTimeoutMs: 50 });
    await expect(second).rejects.toThrow(GreetingTimeoutError);
    await first.close();
    await using third = await GenericQmpClient.connect(qemu.address);
    await third.execute('query-status');
    expect(qemu.calls.map(({ execute }) => execute)).toEqual([
      ...['qmp_capabilities', 'query-name', 'qmp_capabilities', 'query-status'],
    ]);
  });

  it('keeps the class and the words of an error', async () => {
    await using lab = await startLab();
    const refused = [
      lab.client.execute('no-such-command'),
      lab.client.execute('qom-get', { path: '/machine/nope', property: 'x' }),
      lab.client.execute('qom-get', { path: '/machine' }),
    ];
    const errors = (await Promise.allSettled(refused)).map((result) =>
      result.status === 'rejected' && result.reason instanceof CommandError
        ? [result.reason.class, result.reason.description]
        : result,
    );
    expect(errors).toEqual([
      ['CommandNotFound', 'The command no-such-command has not been found'],
      ['DeviceNotFound', "Device '/machine/nope' not found"],
      ['GenericError', "Parameter 'property' is missing"],
    ]);
  });

  it('has the event of a command before its reply, with its time', async () => {
    await using lab = await startLab({ time: 'manual', startMs: 1795205869321.5 });
    const seen: unknown[] = [];
    lab.client.on('STOP', ({ timestampSeconds }) => seen.push(timestampSeconds));
    await lab.client.execute('stop').then(() => seen.push('reply'));
    expect(seen).toEqual([1795205869.3215, 'reply']);
  });

  it('ends with an event that says so, the reply, and the end of the stream', async () => {
    await using lab = await startLab();
    const reasons: unknown[] = [];
    lab.client.on('SHUTDOWN', ({ data }) => reasons.push(data.reason));
    expect(await lab.client.execute('quit')).toEqual({});
    expect((await lab.client.closed)?.message).toContain('QEMU has shut down');
    expect(reasons).toEqual(['host-qmp-quit']);
  });

  it('gives nobody the reply that comes too late', async () => {
    await using lab = await startLab();
    lab.qemu.fault('hang', { command: 'query-uuid' });
    const late = lab.client.execute('query-uuid', undefined, { timeoutMs: 20 });
    const next = lab.client.execute('query-name');
    await expect(late).rejects.toMatchObject({ code: 'ERR_QMP_TIMEOUT' });
    lab.qemu.heal();
    expect(await next).toEqual({ name: 'mock' });
    expect(lab.client.anomalies.unexpectedReplies).toBe(1);
  });

  it.each(['3', 'three'])('gives nobody a reply whose id is the text %s', async (id) => {
    await using lab = await startLab();
    lab.qemu.fault('unknown-id', { id });
    // The third command, after the negotiation and the lab's own.
    expect(await lab.client.execute('query-name')).toEqual({ name: 'mock' });
    expect(lab.client.anomalies.unexpectedReplies).toBe(1);
  });

  it('gives nobody the second copy of a reply', async () => {
    await using lab = await startLab();
    lab.qemu.fault('duplicate-reply', { times: 2 });
    const replies = [lab.client.execute('query-name'), lab.client.execute('query-status')];
    expect(await Promise.all(replies)).toEqual([
      { name: 'mock' },
      expect.objectContaining({ running: true }),
    ]);
    await lab.heard();
    expect(lab.client.anomalies.unexpectedReplies).toBe(2);
  });

  it('gives nobody an error without an id', async () => {
    await using lab = await startLab();
    lab.qemu.fault('hang', { command: 'query-name' });
    const name = lab.client.execute('query-name');
    lab.qemu.raw('{"error": {"class": "GenericError", "desc": "JSON parse error, expecting value"}}\r\n');
    await lab.heard();
    lab.qemu.heal();
    expect(await name).toEqual({ name: 'mock' });
    expect(lab.client.anomalies).toMatchObject({
      idlessErrors: 1,
      lastIdlessError: 'JSON parse error, expecting value',
    });
  });

  it.each([
    ['a line', 'qemu: {"return": "no", "id": 3}\r\n', 33],
    ['a message that is cut off in a string', '{"return": {"a": "b\r\n', 21],
    ['a message that is cut off after a number', '{"return": {"a": 1\r\n', 20],
    ['a message that is no UTF-8', Buffer.from('{"event": "\xe9"}\r\n', 'latin1'), 14],
  ])('goes on after %s, all of which is counted', async (_, garbage, bytes) => {
    await using lab = await startLab();
    lab.qemu.raw(garbage);
    await lab.heard();
    lab.qemu.raw(garbage);
    await lab.heard();
    expect(await lab.client.execute('query-name')).toEqual({ name: 'mock' });
    expect(lab.client.anomalies).toMatchObject({
      garbageBytes: 2 * bytes,
      brokenFrames: 0,
      unexpectedReplies: 0,
    });
  });

  it.each([
    ['at once', []],
    ['byte by byte', [{ kind: 'trickle' }]],
  ] as const)('takes UTF-8 that comes %s', async (_, faults) => {
    const bytes = '{"event": "É€😀", "data": {}}\r\n';
    await using lab = await startLab({ faults });
    const events = lab.client.events();
    lab.qemu.fault('garbage', { bytes, times: 1 });
    await lab.client.execute('query-name');
    expect((await events.next()).value.event).toBe('É€😀');
    expect(lab.client.anomalies.garbageBytes).toBe(0);
  });

  it('has an event wait for the rest of a reply', async () => {
    await using lab = await startLab();
    lab.qemu.fault('half', { times: 1 });
    const name = lab.client.execute('query-name');
    await expect.poll(() => lab.qemu.calls).toHaveLength(3);
    const heard = lab.heard();
    lab.qemu.heal('half');
    expect(await name).toEqual({ name: 'mock' });
    await heard;
    expect(lab.client.anomalies).toMatchObject({ garbageBytes: 0, brokenFrames: 0 });
  });

  it('takes a message of exactly the limit, and none that is a byte longer', async () => {
    const length = '{"return": "", "id": 3}'.length + 1024 * 1024;
    for (const [maxFrameBytes, isTaken] of [
      [length, true],
      [length - 1, false],
    ] as const) {
      await using lab = await startLab({}, { maxFrameBytes });
      lab.qemu.fault('oversize', { command: 'query-name', mebibytes: 1 });
      const reply = lab.client.execute('query-name');
      if (isTaken) expect(await reply).toHaveLength(1024 * 1024);
      else await expect(reply).rejects.toThrow(FrameTooLargeError);
    }
  });
});

interface Lab extends AsyncDisposable {
  readonly qemu: MockQemu;
  /** It may do anything, and has been answered once. */
  readonly client: GenericQmpClient;
  /** Resolves when the client has taken what the mock wrote before. */
  heard(): Promise<void>;
}

async function startLab(options: MockQemuOptions = {}, clientOptions: QmpClientOptions = {}): Promise<Lab> {
  const qemu = await startMockQemu(options);
  const client = await GenericQmpClient.connect(qemu.address, { control: true, ...clientOptions });
  await client.execute('query-version');
  const dispose = async () => {
    await client.close();
    await qemu.close();
  };
  return {
    qemu,
    client,
    heard: () =>
      new Promise((resolve) => {
        const stop = client.on('HEARD', () => {
          stop();
          resolve();
        });
        qemu.emit('HEARD');
      }),
    [Symbol.asyncDispose]: dispose,
  };
}
