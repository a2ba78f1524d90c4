import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cleanGroup, cleanName } from '../../../src/formats/guest-stats/clean-group.js';
import { encodeGuestStats, encodeStatList } from '../../../src/formats/guest-stats/guest-stats.js';
import type { GuestStats } from '../../../src/model/guest-stats.js';
import { disk, session, withGroups } from './example-stats.js';
import { readXml } from './read-xml.js';

const HOSTILE = [
  ...[
    '</metrics>',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '"\'',
    'a: b',
    'a # b',
    '- a',
    '---',
    '...',
    '=',
    '<<',
    '~',
    'yes',
    'true',
  ],
  ...['1:20', '0x1', '1e3', '.inf', '!!binary a', '&a', '*a', '%YAML 1.1', '{', '[', '`', '@', '|', '>', '?'],
  ...[
    '\u{1f600}',
    '\ud800',
    '\uffff',
    '\ufeff',
    '\u2028',
    '\u202e',
    '\0',
    '\u001b[31m',
    '\u0085',
    '\r\n',
    '__proto__',
  ],
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE, ' ', '\n', 'a')).map((parts) => parts.join('')),
);
const stats = fc
  .tuple(hostile, hostile, hostile)
  .map(([provider, version, name]) => withGroups(session(provider, version), disk(name)));

describe('hostile texts', () => {
  it('arrive whole in JSON', () => {
    fc.assert(
      fc.property(stats, (given) => {
        const read = JSON.parse(encodeGuestStats(given, 'json', 'session') ?? '');
        expect([read.provider, read.version]).toEqual(cleanTexts(given).map((value) => ({ value })));
        expect(JSON.parse(encodeStatList(given, 'json'))).toEqual(cleanNames(given));
      }),
    );
  });

  it.each(['1.1', '1.2'] as const)('arrive whole in YAML, for a reader of %s', (version) => {
    fc.assert(
      fc.property(stats, (given) => {
        const read = parse(encodeGuestStats(given, 'yaml', 'session') ?? '', { version });
        expect([read.provider, read.version]).toEqual(cleanTexts(given).map((value) => ({ value })));
        expect(parse(encodeStatList(given, 'yaml'), { version })).toEqual(cleanNames(given));
      }),
    );
  });

  it('are always in double quotes in YAML', () => {
    fc.assert(
      fc.property(stats, (given) => {
        const yaml = encodeGuestStats(given, 'yaml', 'session') ?? '';
        expect(yaml.match(/^(?:version|provider):\n {2}value: ".*"$/gm)).toHaveLength(2);
      }),
    );
  });

  it('arrive whole in XML', () => {
    fc.assert(
      fc.property(stats, (given) => {
        const { children } = readXml(encodeGuestStats(given, 'xml', 'session') ?? '');
        const textOf = (name: string) => children.find(({ attributes }) => attributes.name === name)?.text;
        expect([textOf('provider'), textOf('version')]).toEqual(cleanTexts(given));
        const list = readXml(encodeStatList(given, 'xml'));
        expect(list.children.map(({ attributes }) => attributes.name)).toEqual(cleanNames(given));
      }),
    );
  });

  it('are one line each in text', () => {
    fc.assert(
      fc.property(stats, (given) => {
        const lines = encodeGuestStats(given, 'text', 'session')?.split('\n') ?? [];
        const [provider, version] = cleanTexts(given);
        expect(lines.slice(2, 4)).toEqual([`version = ${version}`, `provider = ${provider}`]);
        expect(lines).toHaveLength(6);
        expect(encodeStatList(given, 'text').split('\n')).toEqual([...cleanNames(given), '']);
      }),
    );
  });

  it('are names under which a disk can be asked for', () => {
    fc.assert(
      fc.property(stats, (given) => {
        for (const name of cleanNames(given)) expect(encodeGuestStats(given, 'text', name)).toBeDefined();
      }),
    );
  });
});

it('a text has at most 1024 characters, and a name 200', () => {
  const { name, stats } = cleanGroup({
    name: 'x'.repeat(10_000),
    stats: [{ name: 'provider', value: 'x'.repeat(10_000) }],
  });
  expect(name).toBe(`${'x'.repeat(199)}…`);
  expect(stats).toEqual([{ name: 'provider', value: `${'x'.repeat(1023)}…` }]);
});

it('what no encoding can contain becomes a question mark', () => {
  expect(cleanName('vscsi a\nb\u001b[2J\ud800\uffff\u{1f600}')).toBe('vscsi a?b?[2J??\u{1f600}');
});

function cleanTexts({ groups }: GuestStats): readonly unknown[] {
  const found = groups.flatMap((group) => cleanGroup(group).stats);
  return ['provider', 'version'].map((name) => found.find((stat) => stat.name === name)?.value);
}

function cleanNames({ groups }: GuestStats): readonly string[] {
  return groups.map(({ name }) => cleanName(name));
}
