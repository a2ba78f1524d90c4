import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { connectRaw, type RawClient } from '../raw-client.js';

describe('a machine with several monitors', () => {
  it('negotiates with each, and sends events to each that has negotiated', async () => {
    await using qemu = await startMockQemu({ monitors: [{}, { listen: 'tcp:127.0.0.1:0', pretty: true }] });
    const [one, two, three] = await connectAll(qemu.addresses);
    await one.negotiate();
    expect(await two.lines(1)).toHaveLength(1);
    expect(await two.ask({ execute: 'query-name' })).toContain('Expecting capabilities negotiation');
    expect(await three.take((text) => text.endsWith('\r\n}\r\n'))).toContain('{\r\n    "QMP": {\r\n');
    await two.ask({ execute: 'qmp_capabilities' });
    two.write('{"execute":"stop","id":1}');
    expect(await two.lines(2)).toEqual([
      expect.stringContaining('"event": "STOP"'),
      '{"return": {}, "id": 1}\r\n',
    ]);
    expect(await one.lines(1)).toEqual([expect.stringContaining('"event": "STOP"')]);
    expect(await three.after(20)).toBe('');
    await Promise.all([one, two, three].map((client) => client.close()));
  });

  it('lists its monitors, and which of them have no client', async () => {
    const directory = await temporaryDirectory();
    const [a, b] = [join(directory, 'a'), join(directory, 'b')];
    await using qemu = await startMockQemu({ listen: a, monitors: [{ listen: b }] });
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    expect(JSON.parse(await client.ask({ execute: 'query-chardev' })).return).toEqual([
      { label: 'compat_monitor0', filename: `unix:${a},server=on`, 'frontend-open': true },
      { label: 'compat_monitor1', filename: `disconnected:unix:${b},server=on`, 'frontend-open': true },
    ]);
  });

  it('ends all of them on quit, after the event, and the reply where it was asked', async () => {
    await using qemu = await startMockQemu({ monitors: [{}, {}] });
    const [one, two, silent] = await connectAll(qemu.addresses);
    await one.negotiate();
    await two.negotiate();
    await silent.lines(1);
    one.write('{"execute":"quit","id":1}{"execute":"query-name","id":2}');
    expect(await one.end()).toMatch(/^\{.*"SHUTDOWN".*\}\r\n\{"return": \{\}, "id": 1\}\r\n$/);
    expect(await two.end()).toMatch(/^\{.*"SHUTDOWN".*\}\r\n$/);
    expect(await silent.end()).toBe('');
    await qemu.close();
    for (const address of qemu.addresses) expect(existsSync(address.replace('unix:', ''))).toBe(false);
  });
});

describe('out-of-band commands', () => {
  it('are unknown to a client that has not negotiated them', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    expect(await client.ask({ 'exec-oob': 'query-yank', id: 1 })).toBe(
      '{"id": 1, "error": {"class": "GenericError", "desc": "QMP input member \'exec-oob\' is unexpected"}}',
    );
  });

  it('are run although another command hangs', async () => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'hang', command: 'query-block' }] });
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    await client.ask({ execute: 'qmp_capabilities', arguments: { enable: ['oob'] } });
    client.write('{"execute":"query-block","id":1}{"execute":"query-name","id":2}');
    client.write('{"exec-oob":"yank","arguments":{"instances":[]},"id":3}');
    expect(await client.lines(1)).toEqual(['{"return": {}, "id": 3}\r\n']);
    qemu.heal();
    const ids = (await client.lines(2)).map((line) => JSON.parse(line).id);
    expect(ids).toEqual([1, 2]);
  });
});

describe('events that QEMU limits', () => {
  it('are sent at once, and then once a second, the last one with its own timestamp', async () => {
    await using qemu = await startMockQemu({ time: 'manual', startMs: 1000 });
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    for (const offset of [1, 2, 3]) {
      qemu.emit('RTC_CHANGE', { offset });
      await qemu.advance(100);
    }
    qemu.emit('POWERDOWN');
    const first = (await client.lines(2)).map((line) => JSON.parse(line));
    expect(first.map(({ event, data }) => [event, data])).toEqual([
      ['RTC_CHANGE', { offset: 1 }],
      ['POWERDOWN', undefined],
    ]);
    await qemu.advance(699);
    expect(client.text).toBe('');
    await qemu.advance(1);
    const [later = ''] = await client.lines(1);
    expect(JSON.parse(later)).toMatchObject({
      data: { offset: 3 },
      timestamp: { seconds: 1, microseconds: 200_000 },
    });
  });

  it('are limited for each source by itself', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    const events = [
      ['VSERPORT_CHANGE', { id: 'a', open: true }],
      ['VSERPORT_CHANGE', { id: 'b', open: true }],
      ['QUORUM_REPORT_BAD', { 'node-name': 'a' }],
      ['QUORUM_REPORT_BAD', { 'node-name': 'b' }],
      ['MEMORY_DEVICE_SIZE_CHANGE', { 'qom-path': '/a' }],
      ['MEMORY_DEVICE_SIZE_CHANGE', { 'qom-path': '/b' }],
    ] as const;
    for (const [event, data] of events) qemu.emit(event, data);
    for (const [event, data] of events) qemu.emit(event, { ...data, again: true });
    const heard = (await client.lines(events.length)).map((line) => JSON.parse(line));
    expect(heard.map(({ event, data }) => [event, data])).toEqual(events);
  });
});

async function connectAll(addresses: readonly string[]): Promise<[RawClient, RawClient, RawClient]> {
  const [one, two, three] = await Promise.all(addresses.map(connectRaw));
  if (one === undefined || two === undefined || three === undefined) throw new Error('a monitor is missing');
  return [one, two, three];
}
