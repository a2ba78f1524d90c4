import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigError } from '../../src/config/config-error.js';
import { parseConfig } from '../../src/config/parse-config.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { failureOf, KEYS } from './config-failure.js';

describe('whatever a file holds', () => {
  const word = fc.constantFrom(
    ...KEYS.split(', '),
    'name',
    'address',
    'printer',
    'output',
    'target',
    'spool',
    '<<',
  );
  const value = fc.oneof(
    fc.constantFrom(
      '10s',
      '/run/a',
      'tcp:h:1',
      'tcp',
      'json',
      'off',
      'cpu',
      '[',
      '&a',
      '*a',
      '!x',
      '- ',
      '\t',
      '"',
    ),
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      value,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(word, fc.string()), tie('tree'), { maxKeys: 4 }),
    ),
  }));

  it('is a configuration or a ConfigError, as data', () => {
    fc.assert(
      fc.property(fc.dictionary(word, tree, { maxKeys: 5 }), (data) => {
        expectConfigOrError(stringify(data));
        expectConfigOrError(JSON.stringify(data));
      }),
    );
  });

  it('is a configuration or a ConfigError, as text', () => {
    const scrap = fc.oneof(
      fc.constantFrom(
        ':',
        ' ',
        '\n',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '&a',
        '*a',
        '"',
        "'",
        '#',
        '|',
        '>',
        '%YAML 1.1',
        '!',
      ),
      word,
      value.map(String),
    );
    fc.assert(
      fc.property(fc.array(scrap), (scraps) => {
        expectConfigOrError(scraps.join(''));
      }),
    );
  });

  it('has only addresses that can be asked', () => {
    const part = fc.constantFrom(
      'unix:',
      '/',
      'tcp:',
      '@',
      'h',
      ':',
      '0',
      '1',
      '65535',
      '9',
      '[',
      ']',
      '::1',
      ' ',
      '\\',
    );
    const address = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(address, (text) => {
        const config = expectConfigOrError(JSON.stringify({ guests: [{ address: text }] }));
        if (config !== undefined) expect(() => parseAddress(text)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a configuration', () => {
  it('takes no more time than its length is worth: aliases of aliases, merged keys, many keys, depth', () => {
    const nested = (member: (level: number) => string) =>
      `a0: &a0 [x]\n${Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} ${member(level)}\n`).join('')}`;
    const bomb = nested((level) => `[${Array(8).fill(`*a${level}`).join(', ')}]`);
    const merge = `%YAML 1.1\n---\n${nested((level) => `{<<: [${Array(8).fill(`*a${level}`).join(', ')}]}`)}`;
    const keys = Array.from({ length: 50_000 }, (_, at) => `k${at}: 1`).join('\n');
    expect(failureOf(bomb)).toBe('q.yaml:1:1: its aliases expand to far more than its text');
    expect(failureOf(merge)).toMatch(/^q\.yaml:4:10: merge keys \(<<\) are not supported/);
    expect(failureOf(keys)).toMatch(/\nq\.yaml: and 49980 more$/);
    expect(failureOf(`a: &a [x]\nb: [${Array(101).fill('*a').join(', ')}]`)).toMatch(
      /^q\.yaml:1:1: it has more than 100 aliases$/,
    );
    expect(failureOf(`sinks: ${'['.repeat(20_000)}`)).toMatch(/nested too deeply/);
  }, 30_000);
});

function expectConfigOrError(text: string): unknown {
  try {
    return parseConfig(text, 'q.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringMatching(/^q\.yaml:\d+:\d+: ./),
    });
    return undefined;
  }
}
