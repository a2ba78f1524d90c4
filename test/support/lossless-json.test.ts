import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson } from '../../src/support/lossless-json.js';
import { parseExactly } from '../../src/support/lossless-parser.js';

describe('parseJson', () => {
  it('keeps the figure that QEMU prints for an unset statistic', () => {
    expect(parseJson('{"stat":18446744073709551615}')).toEqual({ stat: 2n ** 64n - 1n });
  });

  it('yields a number up to 2^53 - 1, and a bigint from there on', () => {
    expect(parseJson('[9007199254740991,9007199254740992,-9007199254740991,-9007199254740993]')).toEqual([
      9007199254740991,
      9007199254740992n,
      -9007199254740991,
      -9007199254740993n,
    ]);
  });

  it('leaves fractions and exponents numbers, however long', () => {
    expect(parseJson('[0.10000000000000001,1e300,1234567890123456.75]')).toEqual([
      0.1, 1e300, 1234567890123456.8,
    ]);
  });

  it('takes a member named __proto__ for a member', () => {
    const value = parseJson('{"__proto__":18446744073709551615}');
    expect(Object.getOwnPropertyDescriptor(value, '__proto__')?.value).toBe(2n ** 64n - 1n);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('reads digits in a string as a string', () => {
    expect(parseJson('{"id":"18446744073709551615\\n\\u00e9"}')).toEqual({ id: '18446744073709551615\né' });
  });
});

describe('parseExactly', () => {
  it('agrees with JSON.parse on every value without large integers', () => {
    fc.assert(
      fc.property(
        fc.json().filter((text) => !/\d{16}/.test(text)),
        (text) => {
          expect(parseExactly(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('returns every 64-bit integer unchanged', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (integer) => {
        expect(stringifyJson(parseExactly(`{"a":[${integer}]}`))).toBe(`{"a":[${integer}]}`);
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '1',
      '-',
      '01',
      '1.',
      '.5',
      'true',
      'nul',
      ' ',
      '"\\x"',
      '"\n"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        expect(outcome(() => parseExactly(text))).toEqual(outcome(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a string of many megabytes beside a large integer', () => {
    const text = 'x\\\\'.repeat(4 * 1024 * 1024);
    expect(parseExactly(`{"a":"${text}","b":18446744073709551615}`)).toMatchObject({ b: 2n ** 64n - 1n });
  });

  it('agrees with JSON.parse on all but the integers that a double would round', () => {
    const tokens = [
      '"',
      '\\',
      '12345678901234567890',
      '-9007199254740993',
      '0.12345678901234567',
      '1e12345678901234567',
      '0123456789012345678',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      ' ',
      '"a"',
      '"1234567890123456789"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        const rounded = (value: unknown): unknown =>
          JSON.parse(
            JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? Number(member) : member)),
          );
        expect(outcome(() => rounded(parseExactly(text)))).toEqual(outcome(() => rounded(JSON.parse(text))));
      }),
      { numRuns: 5000 },
    );
  });

  it('mistakes no long integer for the name of a member, and no string for an integer', () => {
    expect(() => parseExactly('{"a":1,18446744073709551615:1}')).toThrow(SyntaxError);
    expect(parseExactly('["\\"18446744073709551615,","18446744073709551615",18446744073709551615]')).toEqual([
      '"18446744073709551615,',
      '18446744073709551615',
      18446744073709551615n,
    ]);
  });

  it('refuses nesting beyond 1024 instead of overflowing the stack', () => {
    const deep = `${'['.repeat(100_000)}18446744073709551615${']'.repeat(100_000)}`;
    expect(() => parseExactly(deep)).toThrow('nested deeper than 1024');
  });
});

describe('stringifyJson', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(stringifyJson(value)).toBe(JSON.stringify(value));
        expect(stringifyJson(value, 2)).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('writes a bigint as an integer anywhere, and everything else as JSON.stringify does', () => {
    const value = {
      a: [1, { b: 2n ** 64n, c: undefined }],
      d: undefined,
      e: [undefined, 'é\n', -0, Number.NaN],
    };
    expect(stringifyJson(value)).toBe('{"a":[1,{"b":18446744073709551616}],"e":[null,"é\\n",0,null]}');
    expect(stringifyJson(7n)).toBe('7');
    expect(stringifyJson(undefined)).toBe('null');
  });
});

function outcome(parse: () => unknown): unknown {
  try {
    return { value: parse() };
  } catch (error) {
    return { isSyntaxError: error instanceof SyntaxError };
  }
}
