import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeGuestStats } from '../../../src/formats/guest-stats/guest-stats.js';
import { parseGuestStatGroup } from '../../../src/formats/guest-stats/parse-group.js';
import type { GuestStat } from '../../../src/model/guest-stats.js';
import { EXAMPLE, withGroups } from './example-stats.js';

it.each(EXAMPLE.groups)('what is encoded of $name is parsed again', ({ name, stats }) => {
  expect(parseGuestStatGroup(name, encodeGuestStats(EXAMPLE, 'json', name) ?? '')).toEqual({ name, stats });
});

it('integers of any size are parsed whole, in their order', () => {
  const value = fc.oneof(fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }));
  fc.assert(
    fc.property(fc.uniqueArray(value, { maxLength: 20 }), (values) => {
      const stats = values.map(
        (each, index): GuestStat => ({ name: `n.${index}`, value: each, units: 'KB' }),
      );
      const text = encodeGuestStats(withGroups({ name: 'resources', stats }), 'json', 'resources') ?? '';
      expect(parseGuestStatGroup('resources', text).stats).toEqual(stats);
    }),
  );
});

it('a figure of another form is left out, and an unknown type', () => {
  const json =
    '{"a":1,"b":{"value":null},"c":{"value":[]},"d":{"value":2,"type":"new","units":3},"e":null,"f":{"value":1e999}}';
  expect(parseGuestStatGroup('host', json).stats).toEqual([{ name: 'd', value: 2 }]);
});

it.each(['', 'null', '[]', '1', '{'])('"%s" is not a statistic', (json) => {
  expect(() => parseGuestStatGroup('host', json)).toThrow(SyntaxError);
});
