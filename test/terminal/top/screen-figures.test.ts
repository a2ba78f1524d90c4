import { expect, it, onTestFinished } from 'vitest';
import { GUEST_METRICS } from '../../../src/formats/kvmtop/catalogue.js';
import { createPrinter } from '../../../src/formats/printers.js';
import { METRIC_GROUPS } from '../../../src/model/vocabulary.js';
import { DEFAULT_SETTINGS } from '../../../src/terminal/top/top-state.js';
import { TopTerminal } from '../../../src/terminal/top/top-terminal.js';
import { AFTER } from '../../formats/moving-snapshot.js';
import { FakeOutput } from '../fake-terminal.js';

/** What kvmtop's units are in ours. */
const FACTORS: { readonly [unit in string]?: number } = {
  ...{ kB: 1024, KiB: 1024, µs: 1e-6, ms: 1e-3, ns: 1e-9, 'clock ticks': 0.01, MHz: 1e6 },
};
const TIMES: { readonly [suffix in string]?: number } = {
  ...{ µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400, '%': 1, '': 1 },
};
const POWERS = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** Reads a cell back: `512K` bytes are 524288. */
function readCell(cell: string, isBytes: boolean): number | undefined {
  const [, digits, suffix = ''] = /^(-?[\d.]+)(\D*)$/.exec(cell) ?? [];
  if (digits === undefined) return undefined;
  const power = POWERS.indexOf(suffix === 'K' ? 'k' : suffix);
  const factor = power > 0 ? (isBytes ? 1024 : 1000) ** power : suffix === 'B' ? 1 : TIMES[suffix];
  return Number(digits) * (factor ?? Number.NaN);
}

/** The rows of guests on the screen, by heading. */
function readScreen(columns: readonly string[]): readonly ReadonlyMap<string, string>[] {
  const output = new FakeOutput();
  output.columns = 6000;
  const choices = { guests: { columns: columns.join(','), sort: 'name' } };
  const top = new TopTerminal({
    ...{ input: undefined, output, devices: {}, hasMouse: false, settings: { ...DEFAULT_SETTINGS, choices } },
    ...{ onQuit: () => undefined, onSave: async () => '', onPace: () => '' },
    look: { palette: 'plain', isAscii: false },
  });
  onTestFinished(() => top[Symbol.dispose]());
  top.show(AFTER);
  const lines = output.screen.split('\n');
  const at = lines.findIndex((line) => line.startsWith('NAME'));
  const names = lines[at]?.split(/ {2,}/) ?? [];
  expect(names).toHaveLength(columns.length);
  return lines
    .slice(at + 1, lines.indexOf('', at))
    .map((line) => new Map(line.split(/ {2,}/).map((cell, index) => [columns[index] ?? '', cell])));
}

it("every figure of kvmtop's is on the screen, as the snapshot has it", () => {
  const metrics = GUEST_METRICS.filter(({ kind }) => kind !== 'text');
  const rows = readScreen(['name', ...metrics.map(({ name }) => name)]);
  const printer = createPrinter('json', { groups: METRIC_GROUPS, verbose: true });
  const { domains } = JSON.parse(printer.print(AFTER));
  expect(rows.length).toBe(domains.length);
  let compared = 0;
  for (const row of rows) {
    const domain = domains.find(({ name }: { name: string }) =>
      row.get('name')?.startsWith(name.slice(0, 8)),
    );
    for (const { name, unit } of metrics) {
      const cell = row.get(name) ?? '';
      const expected: number | null = domain[name];
      if (expected === null) {
        expect(cell, name).toBe('-');
        continue;
      }
      const isBytes = unit === 'bytes' || FACTORS[unit] === 1024;
      const shown = readCell(cell, isBytes);
      const wanted = expected * (FACTORS[unit] ?? 1);
      // kvmtop's figures are whole numbers, and the screen's have three digits.
      const tolerance = Math.abs(wanted) * 0.06 + (FACTORS[unit] ?? 1) * 0.51;
      expect(
        Math.abs((shown ?? Number.NaN) - wanted),
        `${name}: ${cell} is not ${wanted}`,
      ).toBeLessThanOrEqual(tolerance);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(60);
});
