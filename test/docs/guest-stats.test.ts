import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCESSORS } from '../../src/model/guest-lib/accessors.js';
import { GUEST_LIB_ERROR } from '../../src/model/guest-lib/error-codes.js';
import { guestStatsOf } from '../../src/model/guest-stats-of.js';
import type { HostSnapshot } from '../../src/model/snapshot.js';
import { STAT_ENCODINGS } from '../../src/model/vocabulary.js';
import { EXAMPLE } from '../formats/guest-stats/example-stats.js';
import { OWN_GUEST, OWN_HOST } from '../formats/own-snapshot.js';

const HOST_WITH_SWAP: HostSnapshot = {
  ...OWN_HOST,
  sample: OWN_HOST.sample && {
    ...OWN_HOST.sample,
    memory: { ...OWN_HOST.sample.memory, SwapTotal: 2 ** 30, SwapFree: 2 ** 29 },
  },
};
const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'guest-stats.md'), 'utf8');

describe('docs/guest-stats.md', () => {
  it('has every accessor, with its number and type', () => {
    const rows = PAGE.matchAll(/^\| (\d+) \| `([a-z]\w+)` \| (\w+) \|/gm);
    const expected = Object.entries(ACCESSORS).map(([name, { id, type }]) => [String(id), name, type]);
    expect(Array.from(rows, ([, ...cells]) => cells)).toEqual(expected);
  });

  it('names the figure that an accessor reads', () => {
    const rows = PAGE.matchAll(/^\| \d+ \| `(\w+)` \| \w+ \| `([\w.]+)`/gm);
    const figures = Array.from(rows, ([, ...cells]) => cells);
    const expected = Object.entries(ACCESSORS).map(([name, { stat }]) => [name, stat]);
    const repeated = new Set(['resourcePoolPathLong', 'memShares64']);
    expect(figures).toEqual(expected.filter(([name]) => !repeated.has(name ?? '')));
  });

  it('says of an accessor that it has no source where that is so, and only there', () => {
    const options = { library: true, hostInfo: true, groupPath: true };
    const figures = guestStatsOf(OWN_GUEST, HOST_WITH_SWAP, options)?.groups.flatMap(({ stats }) => stats);
    const known = new Set(figures?.map(({ name }) => name));
    const rows = Array.from(PAGE.matchAll(/^\| \d+ \| `\w+` \| \w+ \| `([\w.]+)`(: none)?/gm));
    const claims = rows.map(([, figure = '', none]) => [figure, none === undefined]);
    expect(claims).toEqual(rows.map(([, figure = '']) => [figure, known.has(figure)]));
  });

  it('has every error code', () => {
    const rows = PAGE.matchAll(/^\| (\d+) \| `([A-Z_]+)` \|/gm);
    const expected = Object.entries(GUEST_LIB_ERROR).map(([name, code]) => [String(code), name]);
    expect(Array.from(rows, ([, ...cells]) => cells)).toEqual(expected);
  });

  it('has every encoding, and every figure of the example', () => {
    expect(STAT_ENCODINGS.filter((encoding) => !PAGE.includes(`| \`${encoding}\` |`))).toEqual([]);
    const figures = EXAMPLE.groups.flatMap(({ stats }) => stats.map(({ name }) => name));
    expect(figures.filter((figure) => !isNamed(figure))).toEqual([]);
  });
});

/** Whether it has a row, or ends a row of figures that differ in their last word: `host.dmi.product`, `.vendor`. */
function isNamed(figure: string): boolean {
  if (PAGE.includes(`\`${figure}\``)) return true;
  const end = figure.lastIndexOf('.');
  const [begin, last] = [figure.slice(0, end), figure.slice(end)];
  return PAGE.split('\n').some((line) => line.startsWith(`| \`${begin}.`) && line.includes(`\`${last}\``));
}
