import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { writeJson } from '../../mock-qemu/wire/writer.js';
import { connectRaw } from './raw-client.js';

describe('what the mock writes', () => {
  it('is the greeting of a recorded QEMU, byte for byte', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    await using client = await connectRaw(qemu.address);
    expect(await client.lines(1)).toEqual([
      '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian 1:7.2+dfsg-7+deb12u18+b3"}, "capabilities": ["oob"]}}\r\n',
    ]);
  });

  it.each([
    ['5.2', '{"micro": 0, "minor": 2, "major": 5}'],
    ['10.0', '{"micro": 13, "minor": 0, "major": 10}'],
    ['11.1', '{"micro": 3, "minor": 1, "major": 11}'],
  ] as const)('greets as version %s', async (version, triple) => {
    await using qemu = await startMockQemu({ version });
    await using client = await connectRaw(qemu.address);
    expect((await client.lines(1)).join()).toContain(`"qemu": ${triple}`);
  });

  it('puts members in the order of QEMU’s dictionary, not of the caller', () => {
    expect(writeJson({ id: 7, error: { desc: 'd', class: 'c' } })).toBe(
      '{"id": 7, "error": {"class": "c", "desc": "d"}}',
    );
    expect(writeJson({ id: 7, return: {} })).toBe('{"return": {}, "id": 7}');
    expect(writeJson({ running: true, singlestep: false, status: 'running' })).toBe(
      '{"status": "running", "singlestep": false, "running": true}',
    );
    expect(writeJson({ id: { b: 1, a: 2, zz: 3, id: 4 } })).toBe(
      '{"id": {"a": 2, "zz": 3, "b": 1, "id": 4}}',
    );
  });

  it('keeps 64-bit integers exact and prints doubles with 17 digits', () => {
    expect(writeJson([2n ** 64n - 1n, -(2n ** 63n), 1795207429310582000n])).toBe(
      '[18446744073709551615, -9223372036854775808, 1795207429310582000]',
    );
    expect(writeJson([0.1, 1e30, 1000, 2.5, 1.8446744073709552e19, 1.5e-7])).toBe(
      '[0.10000000000000001, 1e+30, 1000, 2.5, 1.8446744073709552e+19, 1.4999999999999999e-07]',
    );
  });

  it('is pure ASCII with escapes in capitals', () => {
    expect(writeJson('é\x7f/€😀\b\f\n\r\t\x01"\\')).toBe(
      '"\\u00E9\\u007F/\\u20AC\\uD83D\\uDE00\\b\\f\\n\\r\\t\\u0001\\"\\\\"',
    );
  });

  it('has line ends inside a pretty message, in empty groups too', async () => {
    await using qemu = await startMockQemu({ version: '7.2', pretty: true });
    await using client = await connectRaw(qemu.address);
    const greeting = await client.take((text) => text.endsWith('\r\n}\r\n'));
    expect(greeting.split('\r\n').slice(0, 4)).toEqual([
      '{',
      '    "QMP": {',
      '        "version": {',
      '            "qemu": {',
    ]);
    client.write('{"execute":"qmp_capabilities"}');
    expect(await client.take((text) => text.endsWith('\r\n}\r\n'))).toBe(
      '{\r\n    "return": {\r\n    }\r\n}\r\n',
    );
    client.write('{"execute":"query-iothreads"}');
    expect(await client.take((text) => text.endsWith('\r\n}\r\n'))).toBe(
      '{\r\n    "return": [\r\n    ]\r\n}\r\n',
    );
  });
});

describe('what the mock reads', () => {
  it('may come byte by byte', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    for (const byte of '{"execute":"qmp_capabilities","id":"\xc3\xa9"}') {
      client.write(byte);
      await new Promise(setImmediate);
    }
    expect(await client.lines(1)).toEqual(['{"return": {}, "id": "\\u00E9"}\r\n']);
  });

  it('may come with many messages in one write, without line ends', async () => {
    await using qemu = await startMockQemu({ name: 'one' });
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    client.write(
      '{"execute":"qmp_capabilities","id":1}{"execute":"query-name","id":2}\n\n{"execute":"query-name"}',
    );
    expect(await client.lines(3)).toEqual([
      '{"return": {}, "id": 1}\r\n',
      '{"return": {"name": "one"}, "id": 2}\r\n',
      '{"return": {"name": "one"}}\r\n',
    ]);
  });

  it('may hold names that JavaScript objects have already', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    client.write('{"execute":"query-name","__proto__":1}{"execute":"constructor"}');
    expect(await client.lines(2)).toEqual([
      '{"error": {"class": "GenericError", "desc": "QMP input member \'__proto__\' is unexpected"}}\r\n',
      '{"error": {"class": "CommandNotFound", "desc": "The command constructor has not been found"}}\r\n',
    ]);
  });
});
