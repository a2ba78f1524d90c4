import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../src/formats/printers.js';
import { METRIC_GROUPS, PRINTER_NAMES, type PrinterName } from '../../src/model/vocabulary.js';
import { expectGolden } from './golden.js';
import { AFTER, BEFORE } from './moving-snapshot.js';
import { snapshotOf } from './rich-snapshot.js';

// The table has times of the day.
process.env.TZ = 'UTC';

/** Two snapshots, as a sink gets them. */
function printed(name: PrinterName): string {
  const printer = createPrinter(name, { groups: METRIC_GROUPS, verbose: true });
  const second = printer.print(AFTER);
  return printer.kind === 'document' ? second : `${printer.header}${printer.print(BEFORE)}${second}`;
}

describe.each(PRINTER_NAMES)('the printer %s', (name) => {
  it('prints the golden text', async () => {
    await expectGolden(printed(name), `stream-${name}.txt`);
  });

  it('prints whole lines, and the same each time', () => {
    const printer = createPrinter(name, { groups: ['cpu', 'mem'], verbose: false });
    expect(printer.print(AFTER).endsWith('\n')).toBe(true);
    // The table has its headings above the first time.
    expect(printer.print(AFTER)).toBe(printer.print(AFTER));
  });

  it('has nothing that a terminal would obey', () => {
    const lines = printed(name).split(/\r?\n/).join('').replaceAll('\t', '');
    expect(lines).not.toMatch(/\p{Cc}/u);
  });

  it('prints a host without guests', () => {
    const printer = createPrinter(name, { groups: METRIC_GROUPS, verbose: true });
    const text = printer.print(snapshotOf());
    expect(text).toBe(EMPTY[name] ?? text);
  });
});

const EMPTY: { readonly [name in PrinterName]?: string } = {
  text: '',
  table: '',
  csv: '',
  influx: '',
  ndjson: '{"takenAtSeconds":1795205869.5,"host":{"memoryBytes":17179869184},"guests":[],"warnings":[]}\n',
};

it('prints nothing of a group that is not chosen', () => {
  const printer = createPrinter('json', { groups: ['io'], verbose: false });
  const { host, domains } = JSON.parse(printer.print(AFTER));
  expect(host).toEqual({});
  expect(domains[2]).toEqual({ UUID: null, name: 'gone-1', io_read_bytes: null, io_write_bytes: null });
});
