import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { encodeGuestStats, encodeStatList } from '../../../src/formats/guest-stats/guest-stats.js';
import { STAT_ENCODINGS } from '../../../src/model/vocabulary.js';
import { expectGolden } from '../golden.js';
import { disk, EXAMPLE, nic, session, setting, sum, withGroups } from './example-stats.js';
import { readXml } from './read-xml.js';

const NIC = 'vnet 00:0c:29:1e:23:f3';

describe('the example of a network card', () => {
  it('is in text what the document has', () => {
    expect(encodeGuestStats(EXAMPLE, 'text', NIC)).toBe(
      'num.tx = 209\nsize.tx = 38137\nnum.rx = 10920\nsize.rx = 1312789\nreservation = 0\nlimit = -1\n',
    );
  });

  it('is in YAML what the document has, byte for byte', () => {
    expect(encodeGuestStats(EXAMPLE, 'yaml', NIC)).toBe(
      [
        ...['num.tx:', '  type: accumulate', '  units: packets', '  value: 209'],
        ...['size.tx:', '  type: accumulate', '  units: bytes', '  value: 38137'],
        ...['num.rx:', '  type: accumulate', '  units: packets', '  value: 10920'],
        ...['size.rx:', '  type: accumulate', '  units: bytes', '  value: 1312789'],
        ...['reservation:', '  type: static', '  units: MBps', '  value: 0'],
        ...['limit:', '  type: static', '  units: MBps', '  value: -1', ''],
      ].join('\n'),
    );
  });

  it('is in XML what the document has, with the session', () => {
    const stats = withGroups({
      name: NIC,
      stats: [
        ...[sum('num.tx', 209, 'packets'), sum('size.tx', 38137, 'bytes')],
        ...[sum('num.rx', 10992, 'packets'), sum('size.rx', 1322161, 'bytes')],
        ...[setting('reservation', 0, 'MBps'), setting('limit', -1, 'MBps')],
      ],
    });
    const metric = (name: string, type: string, units: string, text: string) => {
      return { name: 'metric', attributes: { name, type, units }, children: [], text };
    };
    expect(readXml(encodeGuestStats(stats, 'xml', NIC) ?? '')).toEqual({
      name: 'metrics',
      attributes: { session: '4004861987670969122' },
      children: [
        metric('num.tx', 'accumulate', 'packets', '209'),
        metric('size.tx', 'accumulate', 'bytes', '38137'),
        metric('num.rx', 'accumulate', 'packets', '10992'),
        metric('size.rx', 'accumulate', 'bytes', '1322161'),
        metric('reservation', 'static', 'MBps', '0'),
        metric('limit', 'static', 'MBps', '-1'),
      ],
      text: '',
    });
  });

  it('is in JSON what the document has, down to its lines', () => {
    const stats = withGroups({
      name: NIC,
      stats: [
        ...[sum('num.tx', 209, 'packets'), sum('size.tx', 38137, 'bytes')],
        ...[sum('num.rx', 11068, 'packets'), sum('size.rx', 1331791, 'bytes')],
        ...[setting('reservation', 0, 'MBps'), setting('limit', -1, 'MBps')],
      ],
    });
    expect(
      encodeGuestStats(stats, 'json', NIC),
    ).toBe(`{"num.tx":{"type":"accumulate","units":"packets","value":209},
 "size.tx":{"type":"accumulate","units":"bytes","value":38137},
 "num.rx":{"type":"accumulate","units":"packets","value":11068},
 "size.rx":{"type":"accumulate","units":"bytes","value":1331791},
 "reservation":{"type":"static","units":"MBps","value":0},
 "limit":{"type":"static","units":"MBps","value":-1}}
`);
  });
});

it.each([
  ['session', 'guest-stats-session.txt'],
  ['host', 'guest-stats-host.txt'],
  ['resources', 'guest-stats-resources.txt'],
  ['vscsi scsi0:0', 'guest-stats-vscsi.txt'],
])('the example of %s is in text what the document has', async (name, file) => {
  await expectGolden(encodeGuestStats(EXAMPLE, 'text', name) ?? '', file);
});

it.each(STAT_ENCODINGS)('every statistic has its form in %s', async (encoding) => {
  const names = ['', ...EXAMPLE.groups.map(({ name }) => name)];
  const texts = names.map((name) => encodeGuestStats(EXAMPLE, encoding, name));
  await expectGolden(texts.join('\n'), `guest-stats.${encoding}`);
});

describe('the list', () => {
  it('is in text what the document has', () => {
    expect(encodeStatList(EXAMPLE, 'text')).toBe(
      'session\nhost\nresources\nvscsi scsi0:0\nvnet 00:0c:29:1e:23:f3\n',
    );
    const [, host = session(), resources = session()] = EXAMPLE.groups;
    const disks = ['ide0:0', 'scsi0:0', 'scsi0:2'].map(disk);
    const nics = ['00:0c:29:1e:23:f3', '00:0c:29:1e:23:f4'].map(nic);
    expect(encodeStatList(withGroups(session(), host, resources, ...disks, ...nics), 'text')).toBe(
      [
        ...['session', 'host', 'resources', 'vscsi ide0:0', 'vscsi scsi0:0', 'vscsi scsi0:2'],
        ...['vnet 00:0c:29:1e:23:f3', 'vnet 00:0c:29:1e:23:f4', ''],
      ].join('\n'),
    );
  });

  const stats = withGroups(session(), disk('ide0:0'), disk('scsi0:2'), nic('00:0c:29:1e:23:f4'));
  const names = ['session', 'vscsi ide0:0', 'vscsi scsi0:2', 'vnet 00:0c:29:1e:23:f4'];

  it('has a name a line in text', () => {
    expect(encodeStatList(stats, 'text')).toBe(
      'session\nvscsi ide0:0\nvscsi scsi0:2\nvnet 00:0c:29:1e:23:f4\n',
    );
  });

  it('is a sequence of names in JSON and YAML', () => {
    expect(JSON.parse(encodeStatList(stats, 'json'))).toEqual(names);
    expect(parse(encodeStatList(stats, 'yaml'))).toEqual(names);
  });

  it('has an element for each name in XML', () => {
    const list = readXml(encodeStatList(stats, 'xml'));
    expect(list.children.map(({ name, attributes }) => [name, attributes.name])).toEqual(
      names.map((name) => ['stat', name]),
    );
  });

  it('is what an empty name stands for', () => {
    expect(encodeGuestStats(stats, 'yaml', '')).toBe(encodeStatList(stats, 'yaml'));
    expect(encodeGuestStats(stats, 'text', ' ')).toBe(encodeStatList(stats, 'text'));
  });
});

it('blanks around a name do not count', () => {
  expect(encodeGuestStats(EXAMPLE, 'text', 'host ')).toBe(encodeGuestStats(EXAMPLE, 'text', 'host'));
});

it.each(['sessions', 'vscsi', 'vscsi scsi0:1', 'vnet', 'toString', '../host'])(
  'there is no statistic "%s"',
  (name) => {
    expect(encodeGuestStats(EXAMPLE, 'text', name)).toBeUndefined();
  },
);

it.each([
  ['text', ''],
  ['json', '{}\n'],
  ['yaml', '{}\n'],
  ['xml', '<metrics session="4004861987670969122"></metrics>\n'],
] as const)('a statistic of which nothing is known is valid %s', (encoding, expected) => {
  expect(encodeGuestStats(withGroups({ name: 'host', stats: [] }), encoding, 'host')).toBe(expected);
});

it.each(STAT_ENCODINGS)('no digit of a large integer is lost in %s', (encoding) => {
  const stats = withGroups({ name: 'resources', stats: [sum('vm.cpu.used', 2n ** 64n - 1n, 'us')] });
  expect(encodeGuestStats(stats, encoding, 'resources')).toContain('18446744073709551615');
});

describe('the buffers of OpenJDK', () => {
  it.each([
    ['host', 300],
    ['resources', 600],
  ])('%s fits into its own, however large the numbers and long the texts are', (name, bufferBytes) => {
    const group = EXAMPLE.groups.find((candidate) => candidate.name === name);
    const large = group?.stats.map((stat) => {
      return { ...stat, value: typeof stat.value === 'string' ? 'é'.repeat(200) : 10n ** 19n };
    });
    const text = encodeGuestStats(withGroups({ name, stats: large ?? [] }), 'text', name) ?? '';
    expect(Buffer.byteLength(text)).toBeLessThan(bufferBytes);
    expect(text).toMatch(/^(?:[\w.]+ = 10000000000000000000\n){4,}$/);
  });

  it('hold all that a large host and guest can have', () => {
    const group = EXAMPLE.groups.find(({ name }) => name === 'resources');
    // A year of 64 vCPUs in microseconds, 4 TiB in KB.
    const stats = group?.stats.map((stat) => ({
      ...stat,
      value: stat.units === 'us' ? 2_018_304_000_000_000 : 2 ** 32,
    }));
    const text = encodeGuestStats(withGroups({ name: 'resources', stats: stats ?? [] }), 'text', 'resources');
    expect(text?.match(/\n/g)).toHaveLength(18);
  });
});
