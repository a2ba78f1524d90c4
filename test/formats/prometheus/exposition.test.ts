import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeOpenMetrics, encodeText } from '../../../src/formats/prometheus/exposition.js';
import { boundLabel, escapeLabelValue, labelText } from '../../../src/formats/prometheus/label-text.js';
import type { MetricFamily } from '../../../src/formats/prometheus/metric-family.js';
import { unicodeText } from '../../unicode-text.js';
import { parseExposition } from './parse-exposition.js';

const FAMILY: MetricFamily = {
  name: 'a_bytes_total',
  type: 'counter',
  unit: 'bytes',
  help: 'Says "a\\b".\nOnce.',
  samples: [
    { labels: 'x="1"', value: 1.5 },
    { labels: '', value: 2n ** 64n },
    { labels: 'x="2"', value: Number.NaN },
  ],
};

describe('a family', () => {
  it('is written as text', () => {
    expect(encodeText([FAMILY, { ...FAMILY, name: 'b', samples: [] }])).toBe(
      [
        '# HELP a_bytes_total Says "a\\\\b".\\nOnce.',
        '# TYPE a_bytes_total counter',
        'a_bytes_total{x="1"} 1.5',
        'a_bytes_total 18446744073709551616',
        '',
      ].join('\n'),
    );
  });

  it('is written as OpenMetrics, where the family of a counter lacks _total', () => {
    expect(encodeOpenMetrics([FAMILY])).toBe(
      [
        '# TYPE a_bytes counter',
        '# UNIT a_bytes bytes',
        '# HELP a_bytes Says \\"a\\\\b\\".\\nOnce.',
        'a_bytes_total{x="1"} 1.5',
        'a_bytes_total 18446744073709551616',
        '# EOF',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['info', 'a_info', 'gauge', '# TYPE a info'],
    ['stateset', 'a_state', 'gauge', '# TYPE a_state gauge'],
    ['summary', 'a_seconds', 'summary', '# TYPE a_seconds summary'],
  ] as const)('of the type %s is a %3$s in the text format', (type, name, textType, openHead) => {
    const family: MetricFamily = { name, type, help: 'H.', samples: [{ labels: '', value: 1 }] };
    expect(encodeText([family])).toContain(`# TYPE ${name} ${textType}\n`);
    expect(encodeOpenMetrics([family])).toContain(`${openHead}\n`);
  });

  it('is empty but for its end without any', () => {
    expect(encodeText([])).toBe('');
    expect(encodeOpenMetrics([])).toBe('# EOF\n');
  });
});

describe('a label', () => {
  it.each([
    ['plain', 'plain'],
    ['a "b" \\c', 'a \\"b\\" \\\\c'],
    ['line\nend', 'line?end'],
    ['\u001b[31mred\u0000', '?[31mred?'],
    ['emoji 🐧 ü', 'emoji 🐧 ü'],
    ['\u202eback', '?back'],
    ['half \ud83d', 'half ?'],
  ])('of %j is written as %j', (value, text) => {
    expect(labelText({ guest: value })).toBe(`guest="${text}"`);
  });

  it('is left out when it is unknown or empty', () => {
    expect(labelText({ a: undefined, b: '', c: 7 })).toBe('c="7"');
  });

  it('has an end, of whole characters', () => {
    expect(boundLabel('x'.repeat(300))).toHaveLength(300);
    expect([...boundLabel('🐧'.repeat(10_000))]).toHaveLength(512);
    expect(boundLabel('x'.repeat(10_000))).toHaveLength(512);
  });

  it('escapes a line end, though none gets there', () => {
    expect(escapeLabelValue('a\nb')).toBe('a\\nb');
  });
});

describe('what is written', () => {
  const names = fc.constantFrom('a', 'b', 'guest', 'disk_1');
  const labels = fc.dictionary(names, unicodeText(), { minKeys: 1 });
  const help = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\\\n\r"]/g, ''));

  it.each([
    ['text', encodeText],
    ['openmetrics', encodeOpenMetrics],
  ] as const)('as %s is read back as it was', (format, encode) => {
    fc.assert(
      fc.property(
        fc.tuple(labels, fc.double({ noNaN: true, noDefaultInfinity: true }), help),
        ([pairs, value, words]) => {
          const samples = [{ labels: labelText(pairs), value }];
          const text = encode([{ name: 'a_total', type: 'counter', help: words, samples }]);
          const [family] = parseExposition(text, format);
          const known = Object.entries(pairs).filter(([, each]) => each !== '');
          expect(family?.help).toBe(words);
          expect(family?.samples).toEqual([
            {
              name: 'a_total',
              labels: Object.fromEntries(known.map(([name, each]) => [name, boundLabel(each)])),
              value: value === 0 ? expect.closeTo(0) : value,
            },
          ]);
        },
      ),
    );
  });
});
