import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeRemoteSweep } from '../../src/client/decode-sweep.js';
import { TOP_SCREENS } from '../../src/formats/top/screens.js';
import { stringifyJson } from '../../src/support/lossless-json.js';
import { VERSION } from '../../src/support/version.js';
import { DEFAULT_SETTINGS } from '../../src/terminal/top/top-state.js';
import { TopTerminal } from '../../src/terminal/top/top-terminal.js';
import { AFTER } from '../formats/moving-snapshot.js';
import { FakeInput, FakeOutput } from '../terminal/fake-terminal.js';

const ABOUT = { version: VERSION, discovers: true, number: 1, intervalSeconds: 1, isStale: false };
const TITLE = '\u001b]0;title\u0007';

type Path = readonly (string | number)[];

/** Where the snapshot has values that have no members. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at: unknown, key) => Object(at)[key], value);
}

function replaceAt(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const changed = Array.isArray(value) ? [...value] : { ...Object(value) };
  changed[key] = replaceAt(changed[key], rest, by);
  return changed;
}

const PLAIN: unknown = JSON.parse(stringifyJson(AFTER));
const LEAVES = leavesOf(PLAIN);
const NUMBERS = [0, -1, 0.5, 1e300, -1e300, 2 ** 53, 2n ** 64n, 8.64e12, Number.MAX_VALUE, 5e-324];
const TEXTS = [TITLE, '', 'x'.repeat(5000), '\ud800', 'a\u202e\u009b2Jb\n', '2026-02-30T99:99:99Z'];
const OTHERS = [null, true, [], {}, [null]];

/** Of the type that stands there, nearly always: others are refused. */
const change = fc
  .tuple(fc.constantFrom(...LEAVES), fc.nat(9), fc.nat(19))
  .map(([path, at, odd]): readonly [Path, unknown] => {
    const values = odd === 0 ? OTHERS : typeof valueAt(PLAIN, path) === 'number' ? NUMBERS : TEXTS;
    return [path, values[at % values.length]];
  });

it('no sweep from the network ends top, or has the terminal obey', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (all) => {
      const snapshot = all.reduce((before, [path, by]) => replaceAt(before, path, by), PLAIN);
      const sweep = await decodeRemoteSweep(stringifyJson({ sweep: ABOUT, snapshot }));
      if (typeof sweep === 'string') return;
      taken++;
      const [input, output] = [new FakeInput(), new FakeOutput()];
      output.resize(300, 60);
      using top = new TopTerminal({
        ...{ input, output, settings: DEFAULT_SETTINGS, devices: {}, hasMouse: false },
        ...{ onQuit: () => undefined, onSave: async () => '', onPace: () => '' },
        look: { palette: 'colour', isAscii: false },
      });
      top.show(sweep.snapshot);
      top.show({ ...sweep.snapshot, takenAtSeconds: sweep.snapshot.takenAtSeconds + 1 });
      for (const at of TOP_SCREENS.keys()) input.type(`${at + 1}OG\rG`);
      expect(output.text).not.toContain(TITLE);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(output.text).not.toMatch(/[\u0000-\u0007\u000b\u000c\u0080-\u009f\u202e]/);
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(100);
});
