import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startReplay } from '../../mock-qemu/index.js';
import { GuestSampler } from '../../src/poll/sample/guest-sampler.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseJson, stringifyJson } from '../../src/support/lossless-json.js';
import type { JsonValue } from '../../src/support/lossless-parser.js';
import { parseTranscript } from '../../src/transcript/read-transcript.js';
import { Redactor, redactTranscript } from '../../src/transcript/redactor.js';
import type { TranscriptLine } from '../../src/transcript/transcript-line.js';

const RECORDINGS = join(import.meta.dirname, '..', 'fixtures', 'recordings');

function redactReply(reply: unknown, request = '{"execute":"query-x"}'): unknown {
  const redactor = new Redactor();
  redactor.redact({ from: 'client', line: request });
  return JSON.parse(redactor.redact({ from: 'qemu', line: JSON.stringify({ return: reply }) }).line).return;
}

describe('Redactor', () => {
  it.each([
    ['/srv/vm/web.qcow2', '/redacted/path-1'],
    ['/srv/my disks/web.qcow2', '/redacted/path-1'],
    ['unix:/run/my vm/qmp.sock,server=on', 'unix:/redacted/path-1,server=on'],
    ['disconnected:unix:/run/qga.sock,server=on', 'disconnected:unix:/redacted/path-1,server=on'],
    ['pty:/dev/pts/3', 'pty:/redacted/path-1'],
    ["Could not open '/srv/x': No such file", "Could not open '/redacted/path-1': No such file"],
    ['tcp:store.example.com:4444,server=on', 'tcp:host-1:4444,server=on'],
    ['tcp:10.1.2.3:4444,server=on <-> 10.1.2.4:5555', 'tcp:192.0.2.1:4444,server=on <-> 192.0.2.2:5555'],
    ['tcp:127.0.0.1:4444,server=on', 'tcp:127.0.0.1:4444,server=on'],
    ['tcp:[fe80::1]:4444', 'tcp:[2001:db8::1]:4444'],
    ['nbd://me:secret@store:10809/export', 'nbd://host-1:10809/redacted/path-1'],
    ['nbd+unix:///disk?socket=/run/nbd.sock', 'nbd+unix:///redacted/path-1'],
    ['rbd:pool/image:id=admin', 'rbd:/redacted/path-1'],
    ['exec:ssh me@host cat /x', 'exec:/redacted/path-1'],
    ['null-co://', 'null-co://'],
    ['52:54:00:AB:cd:ef', '52:54:00:00:00:01'],
    ['index=0,mac=52-54-00-ab-cd-ef', 'index=0,mac=52:54:00:00:00:01'],
    ['fe80::5054:ff:feab:cdef', '2001:db8::1'],
    ['12345678-9abc-4def-8123-456789ABCDEF', '00000000-0000-4000-8000-000000000001'],
    ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'],
    [
      'json:{"driver": "raw", "size": 18446744073709551615, "filename": "/x/y"}',
      'json:{"driver": "raw", "size": 18446744073709551615, "filename": "/redacted/path-1"}',
    ],
  ])('%j becomes %j', (text, redacted) => {
    expect(redactReply([text])).toEqual([redacted]);
  });

  it.each([
    '/machine/peripheral/balloon0',
    '/machine/unattached/device[0]',
    '/objects/secret0',
    '/',
    '0000:00:02.0',
    '12:34:56',
    'Debian 1:7.2+dfsg-7+deb12u18+b3',
    'pc-q35-7.2',
    "Device '/machine/nope' not found",
    'on/off',
    '',
  ])('%j stays', (text) => {
    expect(redactReply([text])).toEqual([text]);
  });

  it('knows hosts, serial numbers and credentials by where they stand', () => {
    const reply = {
      host: 'store',
      serial: 'S3R1',
      password: 'geheim',
      user: 'me',
      filename: 'disk.qcow2',
      type: 'vc',
    };
    expect(redactReply([reply, { host: '0000:01:00.0', serial: '', filename: 'vc' }])).toEqual([
      {
        host: 'host-1',
        serial: 'serial-1',
        password: 'credential-1',
        user: 'credential-2',
        filename: '/redacted/path-1',
        type: 'vc',
      },
      { host: '0000:01:00.0', serial: '', filename: 'vc' },
    ]);
  });

  it('knows what a QOM property is called from its request', () => {
    const request = '{"execute":"qom-get","arguments":{"path":"/machine/x","property":"serial"}}';
    expect(redactReply('S3R1', request)).toBe('serial-1');
  });

  it('replaces a name wherever it is a word of its own, once it is known', () => {
    const redactor = new Redactor();
    const redact = (from: 'client' | 'qemu', message: unknown) =>
      redactor.redact({ from, line: JSON.stringify(message) }).line;
    redact('client', { execute: 'query-name', id: 1 });
    expect(redact('qemu', { return: { name: 'web' }, id: 1 })).toBe('{"return":{"name":"vm-1"},"id":1}');
    expect(redact('qemu', { return: [{ id: 'web-nic', type: 'child<web>', label: 'cobweb' }] })).toBe(
      '{"return":[{"id":"vm-1-nic","type":"child<web>","label":"cobweb"}]}',
    );
    expect(redact('client', { execute: 'qom-get', arguments: { path: '/machine/peripheral/web-nic' } })).toBe(
      '{"execute":"qom-get","arguments":{"path":"/machine/peripheral/vm-1-nic"}}',
    );
  });

  it('touches nothing but what it replaces', () => {
    const line = '{ "return" :[1e5, 18446744073709551615 ,"\\u00e9", "\\/", "/a/b"], "id":-0.10 }';
    expect(new Redactor().redact({ from: 'qemu', line, at: 1, ms: 2 })).toEqual({
      from: 'qemu',
      line: '{ "return" :[1e5, 18446744073709551615 ,"\\u00e9", "\\/", "/redacted/path-1"], "id":-0.10 }',
      at: 1,
      ms: 2,
    });
  });

  it('redacts a request in single quotes too', () => {
    const line = `{'execute': 'x', 'arguments': {'password': 'it is "me"', 'size': 18446744073709551615}}`;
    expect(new Redactor().redact({ from: 'client', line }).line).toBe(
      '{"execute": "x", "arguments": {"password": "credential-1", "size": 18446744073709551615}}',
    );
  });

  it('redacts notes and what is not JSON as text', () => {
    expect(
      new Redactor().redact({ from: 'qemu', line: 'qemu: /srv/x: 10.0.0.1', note: 'at /srv/x' }),
    ).toEqual({
      from: 'qemu',
      line: 'qemu: /redacted/path-1: 192.0.2.1',
      note: 'at /redacted/path-1',
    });
  });
});

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const word = fc.string({ unit: fc.constantFrom(...'bdfghjkmpqxz'), minLength: 8, maxLength: 12 });
const octet = fc.integer({ min: 11, max: 99 });
const uuid = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join('-'));
const mac = fc.array(hex(2), { minLength: 5, maxLength: 5 }).map((pairs) => ['aa', ...pairs].join(':'));
const ipv4 = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const ipv6 = fc.tuple(hex(4), hex(4)).map(([a, b]) => `fd00::a${a.slice(1)}:b${b.slice(1)}`);
const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
/** How a secret is wrapped by what QEMU prints around it. */
const wrapping = fc.constantFrom(
  (text: string) => text,
  (text: string) => `unix:${text},server=on`,
  (text: string) => `failed: '${text}' and more`,
  (text: string) => `a=${text},b`,
  (text: string) => `json:${JSON.stringify({ deep: [text] })}`,
);

describe('redacting any message', () => {
  const secret = fc.oneof(uuid, mac, ipv4, ipv6, path);
  const message = fc
    .tuple(
      fc.array(fc.tuple(secret, wrapping), { minLength: 1, maxLength: 5 }),
      fc.jsonValue(),
      fc.bigInt(),
      word,
    )
    .map(([secrets, value, integer, name]) => ({
      name,
      secrets: secrets.map(([text]) => text),
      message: {
        return: [
          ...secrets.map(([text, wrap]) => wrap(text)),
          name,
          `drive-${name}`,
          { [`x-${integer}`]: value },
          integer,
        ],
      },
    }));

  it('leaves no secret, keeps the JSON valid and every integer exact', () => {
    fc.assert(
      fc.property(message, ({ secrets, name, message: original }) => {
        const line = stringifyJson(original);
        const redacted = new Redactor({ names: [name] }).redact({ from: 'qemu', line }).line;
        for (const text of [...secrets, name]) expect(redacted).not.toContain(text);
        expect(skeleton(parseJson(redacted))).toEqual(skeleton(parseJson(line)));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same value the same placeholder, and another value another', () => {
    fc.assert(
      fc.property(fc.uniqueArray(secret, { minLength: 2, maxLength: 30 }), (secrets) => {
        const redactor = new Redactor();
        const redact = () => secrets.map((text) => redactor.text(text));
        const once = redact();
        expect(new Set(once).size).toBe(secrets.length);
        expect(redact()).toEqual(once);
      }),
    );
  });

  it('breaks no line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(word), (value, names) => {
        const line = JSON.stringify({ return: value });
        const redacted = new Redactor({ names }).redact({ from: 'qemu', line }).line;
        expect(skeleton(JSON.parse(redacted))).toEqual(skeleton(JSON.parse(line)));
      }),
      { numRuns: 300 },
    );
  });
});

/** The same value with its strings left out. */
function skeleton(value: JsonValue): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(skeleton);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.values(value).map(skeleton);
}

describe.each(['qemu-7.2', 'qemu-10.0'])('the redacted recording of %s', (recording) => {
  const { lines } = parseTranscript(readFileSync(join(RECORDINGS, `${recording}.jsonl`), 'utf8'), recording);
  const redacted = redactTranscript(lines);

  it('holds nothing of what it is to hide', () => {
    const name = /"name": "([^"]*)"/.exec(
      lines.find(({ line }) => /^{"return": {"name"/.test(line))?.line ?? '',
    )?.[1];
    expect(name).toBeTruthy();
    const text = JSON.stringify(redacted);
    for (const hidden of ['/srv/lab', '/usr/', '/dev/', String(name)]) {
      expect(text.includes(hidden), hidden).toBe(false);
    }
  });

  it('still replays, and gives our readers the same sample but for the names', async () => {
    const sampleOf = async (replayed: readonly TranscriptLine[]) => {
      await using replay = await startReplay({ lines: replayed, match: 'loose' });
      await using qmp = await QmpClient.connect(replay.address);
      return await new GuestSampler().sample(qmp, new AbortController().signal);
    };
    const [before, after] = [await sampleOf(lines), await sampleOf(redacted)];
    expect(after).toMatchObject({ name: 'vm-1', failures: [] });
    expect(after.balloon?.report).toEqual(before.balloon?.report);
    expect(after.balloon?.device).toEqual(before.balloon?.device);
    expect(after.vcpus).toEqual(before.vcpus);
    expect(after.memory).toEqual(before.memory);
    expect(after.disks?.map(({ counters }) => counters)).toEqual(
      before.disks?.map(({ counters }) => counters),
    );
    expect(after.nics).toHaveLength(before.nics?.length ?? -1);
  });
});
