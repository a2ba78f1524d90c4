import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { propertyPrinter } from '../../../src/cli/qom/property-list.js';
import { unicodeText } from '../../unicode-text.js';

const LONG = 'x-a-name-that-is-longer-than-forty-characters';
const PROPERTIES = [
  { name: 'net0', type: 'child<virtio-net-pci>' },
  { name: LONG, type: 'bool' },
  { name: 'type\u001b', type: 'string' },
];

describe('propertyPrinter', () => {
  it('aligns names with those of forty characters at most in a pipe', () => {
    expect(propertyPrinter({})(PROPERTIES, undefined)).toBe(
      [
        `${'net0'.padEnd(40)}  child<virtio-net-pci>\n`,
        `${LONG}  bool\n`,
        `${'type?'.padEnd(40)}  string\n`,
      ].join(''),
    );
  });

  it('cuts types, and then names, to fit a terminal', () => {
    expect(propertyPrinter({})(PROPERTIES, 70)).toBe(
      [
        `${'net0'.padEnd(45)}  child<virtio-net-pci>\n`,
        `${LONG}  bool\n`,
        `${'type?'.padEnd(45)}  string\n`,
      ].join(''),
    );
    expect(propertyPrinter({})(PROPERTIES, 40)).toBe(
      [
        'net0                    child<virtio-ne…\n',
        'x-a-name-that-is-long…  bool\n',
        'type?                   string\n',
      ].join(''),
    );
  });

  it('prints what is chosen', () => {
    expect(
      propertyPrinter({ columns: 'name', filter: 'type:bool,string', sort: '-name' })(PROPERTIES, undefined),
    ).toBe(`${LONG}\ntype?\n`);
  });

  it('fits any terminal, whatever properties are called', () => {
    const property = fc.record({ name: unicodeText(), type: unicodeText() });
    fc.assert(
      fc.property(fc.array(property), fc.integer({ min: 10, max: 80 }), (properties, width) => {
        const lines = propertyPrinter({})(properties, width).split('\n').slice(0, -1);
        expect(lines).toHaveLength(properties.length);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
