import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw } from './raw-client.js';

describe('a monitor', () => {
  it('requires the negotiation first, and only once', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    expect(await client.ask({ execute: 'query-name', id: 1 })).toBe(
      '{"id": 1, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with \'qmp_capabilities\'"}}',
    );
    expect(await client.ask({ execute: 'qmp_capabilities', id: 2 })).toBe('{"return": {}, "id": 2}');
    expect(await client.ask({ execute: 'qmp_capabilities', id: 3 })).toBe(
      '{"id": 3, "error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}',
    );
  });

  it('lets a second client wait in silence until the first has left', async () => {
    await using qemu = await startMockQemu();
    const first = await connectRaw(qemu.address);
    await first.negotiate();
    await using second = await connectRaw(qemu.address);
    second.write('{"execute":"qmp_capabilities"}');
    expect(await second.after(100)).toBe('');
    await first.close();
    expect(await second.lines(2)).toHaveLength(2);
  });

  it('skips a client that gave up waiting', async () => {
    await using qemu = await startMockQemu();
    const first = await connectRaw(qemu.address);
    await first.negotiate();
    const second = await connectRaw(qemu.address);
    await second.close();
    await using third = await connectRaw(qemu.address);
    await first.close();
    expect(await third.lines(1)).toHaveLength(1);
  });

  it('negotiates anew with each client', async () => {
    await using qemu = await startMockQemu();
    const first = await connectRaw(qemu.address);
    await first.negotiate();
    await first.close();
    await using second = await connectRaw(qemu.address);
    await second.lines(1);
    expect(await second.ask({ execute: 'query-name' })).toContain('Expecting capabilities negotiation');
  });

  it('sends events only after the negotiation', async () => {
    await using qemu = await startMockQemu({ time: 'manual', startMs: 1795205869321.5 });
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    qemu.emit('POWERDOWN');
    await client.ask({ execute: 'qmp_capabilities' });
    qemu.emit('RTC_CHANGE', { offset: 78 });
    expect(await client.lines(1)).toEqual([
      '{"timestamp": {"seconds": 1795205869, "microseconds": 321500}, "event": "RTC_CHANGE", "data": {"offset": 78}}\r\n',
    ]);
  });

  it('sends the events of a command before its reply', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    client.write('{"execute":"stop","id":1}{"execute":"stop","id":2}{"execute":"cont","id":3}');
    const lines = await client.lines(5);
    expect(lines.map((line) => line.match(/"event": "[A-Z]+"|"id": \d/)?.[0])).toEqual([
      '"event": "STOP"',
      '"id": 1',
      '"id": 2',
      '"event": "RESUME"',
      '"id": 3',
    ]);
  });

  it('ends the stream and removes its socket on quit', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    client.write('{"execute":"quit","id":9}');
    const text = await client.end();
    expect(text).toMatch(
      /^\{"timestamp": .*"event": "SHUTDOWN", "data": \{"guest": false, "reason": "host-qmp-quit"\}\}\r\n\{"return": \{\}, "id": 9\}\r\n$/,
    );
    await qemu.close();
    expect(existsSync(qemu.path ?? '')).toBe(false);
  });

  it('records every call, with plain numbers in it', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    await client.ask({ execute: 'balloon', arguments: { value: 536870912 } });
    await client.ask({ execute: 'no-such-command' });
    // The event of the change may come in place of an answer.
    await expect
      .poll(() => qemu.calls)
      .toEqual([
        { execute: 'qmp_capabilities' },
        { execute: 'balloon', arguments: { value: 536870912 } },
        { execute: 'no-such-command' },
      ]);
  });

  it('listens on TCP as well', async () => {
    await using qemu = await startMockQemu({ listen: 'tcp:127.0.0.1:0' });
    expect(qemu.address).toMatch(/^tcp:127\.0\.0\.1:\d+$/);
    expect(qemu.path).toBeUndefined();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    expect(await client.ask({ execute: 'query-name' })).toBe('{"return": {"name": "mock"}}');
  });

  it('reports an address on which it cannot listen', async () => {
    await expect(startMockQemu({ listen: '/no/such/directory/qmp.sock' })).rejects.toMatchObject({
      code: 'ERR_MOCK_LISTEN',
      message:
        'cannot listen on unix:/no/such/directory/qmp.sock: the directory /no/such/directory does not exist; create it, or choose another path',
    });
  });

  it('leaves nothing behind when it is closed under its clients', async () => {
    const qemu = await startMockQemu();
    qemu.fault('hang', { command: 'query-block' });
    await using first = await connectRaw(qemu.address);
    await first.negotiate();
    first.write('{"execute":"query-block"}');
    await using second = await connectRaw(qemu.address);
    await expect.poll(() => qemu.calls).toHaveLength(2);
    await Promise.all([qemu.close(), qemu.close()]);
    expect(await first.end()).toBe('');
    expect(await second.end()).toBe('');
    expect(existsSync(qemu.path ?? '')).toBe(false);
    expect(() => qemu.raw('x')).toThrow('no client is connected');
  });
});
