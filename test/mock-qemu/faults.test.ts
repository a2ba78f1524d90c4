import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw } from './raw-client.js';

const NAME = '{"execute":"query-name","id":1}';
const ANSWER = '{"return": {"name": "mock"}, "id": 1}\r\n';

describe('a fault', () => {
  it('is rejected when JavaScript passes one that does not exist', async () => {
    await using qemu = await startMockQemu();
    // @ts-expect-error the kind does not exist
    expect(() => qemu.fault('hagn')).toThrow(/^'hagn' is not one of .*; did you mean 'hang'\?$/);
  });

  it('may be a missing greeting, until it is healed', async () => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'hang' }] });
    await using client = await connectRaw(qemu.address);
    client.write('{"execute":"qmp_capabilities"}');
    expect(await client.after(100)).toBe('');
    qemu.heal();
    expect(await client.lines(2)).toHaveLength(2);
  });

  it('may be a command that hangs, and with it all later ones', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('hang', { command: 'query-block' });
    client.write(`${NAME}{"execute":"query-block","id":2}${NAME}`);
    expect(await client.lines(1)).toEqual([ANSWER]);
    expect(await client.after(100)).toBe('');
    qemu.heal('delay');
    expect(await client.after(50)).toBe('');
    qemu.heal('hang');
    expect((await client.lines(2))[1]).toBe(ANSWER);
  });

  it('does not keep the monitor from its next client when clients give up', async () => {
    await using qemu = await startMockQemu();
    const first = await connectRaw(qemu.address);
    await first.negotiate();
    qemu.fault('hang');
    first.write(NAME);
    await first.after(20);
    await first.close();
    const second = await connectRaw(qemu.address);
    expect(await second.after(50)).toBe('');
    await second.close();
    qemu.heal();
    await using third = await connectRaw(qemu.address);
    await third.negotiate();
    expect(await third.ask({ execute: 'query-name' })).toContain('mock');
  });

  it('may be a greeting that never comes, from a monitor that answers', async () => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'no-greeting' }] });
    await using client = await connectRaw(qemu.address);
    expect(await client.after(50)).toBe('');
    expect(await client.ask({ execute: 'qmp_capabilities' })).toBe('{"return": {}}');
  });

  it('may be another service on the socket', async () => {
    const bytes = "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ";
    await using qemu = await startMockQemu({ faults: [{ kind: 'wrong-greeting', bytes }] });
    await using client = await connectRaw(qemu.address);
    client.write(NAME);
    expect(await client.after(100)).toBe(bytes);
    expect(qemu.calls).toEqual([]);
  });

  it('may be a greeting that is not UTF-8, and a closed connection', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3]);
    const faults = [
      { kind: 'wrong-greeting', bytes },
      { kind: 'close', where: 'greeted' },
    ] as const;
    await using qemu = await startMockQemu({ faults });
    await using client = await connectRaw(qemu.address);
    expect(await client.end()).toBe('\xff\xfe\x00\xc3');
  });

  it('may be a delay, of one command or of all', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('delay', { ms: 150, command: 'query-name' });
    const began = performance.now();
    await client.ask({ execute: 'query-uuid' });
    expect(performance.now() - began).toBeLessThan(140);
    client.write(NAME);
    await client.lines(1);
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  it.each([
    ['accept', /^$/],
    ['greeting', /^\{"QMP": \{"version": .*[^}\n]$/],
    ['greeted', /^\{"QMP": .*\}\r\n$/],
  ] as const)('may be an end of the stream at the point %s', async (at, text) => {
    await using qemu = await startMockQemu({ faults: [{ kind: 'close', where: at }] });
    await using client = await connectRaw(qemu.address);
    expect(await client.end()).toMatch(text);
  });

  it('may be a connection closed in the middle of a reply', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('close', { command: 'query-name' });
    client.write(`{"execute":"query-iothreads"}${NAME}`);
    expect(await client.end()).toBe(`{"return": []}\r\n${ANSWER.slice(0, 20)}`);
  });

  it('may be half a reply, with the rest when it is healed', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('half');
    client.write(NAME);
    expect(await client.after(100)).toBe(ANSWER.slice(0, 20));
    qemu.heal();
    expect(await client.lines(1)).toEqual([ANSWER]);
  });

  it('may be garbage before a reply', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('garbage', { bytes: '\x00~~~\n' });
    client.write(NAME);
    expect(await client.lines(2)).toEqual(['\x00~~~\n', ANSWER]);
  });

  it('may be a reply of many MiB, well-formed and with its id', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('oversize', { mebibytes: 3, command: 'query-name' });
    client.write(NAME);
    const [line = ''] = await client.lines(1);
    const reply = JSON.parse(line);
    expect([reply.id, reply.return.length]).toEqual([1, 3 * 1024 * 1024]);
  });

  it('may be output one byte at a time', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('trickle', { ms: 1 });
    const before = client.chunks.length;
    client.write(NAME);
    expect(await client.lines(1)).toEqual([ANSWER]);
    expect(client.chunks.length - before).toBeGreaterThan(ANSWER.length / 2);
  });

  it('keeps events whole and in order while bytes trickle', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('trickle');
    client.write('{"execute":"stop"}{"execute":"cont"}');
    const lines = await client.lines(4);
    expect(lines.map((line) => Object.keys(JSON.parse(line)).length)).toEqual([2, 1, 2, 1]);
  });

  it('does not outlive the mock', async () => {
    const qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('trickle', { ms: 60_000 });
    qemu.fault('delay', { ms: 60_000 });
    qemu.emit('POWERDOWN');
    client.write(NAME);
    await client.after(50);
    await qemu.close();
    expect(await client.end()).toBe('{');
  });

  it('may be any bytes at any time', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    qemu.raw('{"return": ');
    qemu.raw(Buffer.from([0x31, 0x7d, 0x0d, 0x0a]));
    expect(await client.lines(1)).toEqual(['{"return": 1}\r\n']);
  });
});
