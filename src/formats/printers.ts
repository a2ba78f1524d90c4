import type { PrinterName } from '../model/vocabulary.js';
import { COMPRESSED_SUFFIX, compressAside } from './hv-monitor/compress.js';
import { encodeHvMonitor, formatHvMonitor } from './hv-monitor/hv-monitor.js';
import { createInflux } from './influx/influx.js';
import { createCsv } from './kvmtop/csv.js';
import { createKvmtopJson } from './kvmtop/json.js';
import { createKvmtopText } from './kvmtop/text.js';
import { createNdjson } from './ndjson/ndjson.js';
import type { Printer, PrinterOptions } from './printer.js';
import { createStreamTable } from './stream-table/stream-table.js';

/** Figures of a guest that was never seen would be a series of its own, under a name that is not the guest's. */
const PRINTERS: { readonly [name in PrinterName]: (options: PrinterOptions) => Printer } = {
  json: (options) => ofSeenGuests(createKvmtopJson(options)),
  text: (options) => ofSeenGuests(createKvmtopText(options)),
  table: (options) => ofSeenGuests(createStreamTable(options)),
  ndjson: createNdjson,
  csv: (options) => ofSeenGuests(createCsv(options)),
  influx: (options) => ofSeenGuests(createInflux(options)),
  'hv-monitor': createHvMonitor,
};

/** Creates the printer of a format, for one sink. Only the table keeps something between snapshots: where its columns stand. */
export function createPrinter(name: PrinterName, options: PrinterOptions): Printer {
  return PRINTERS[name](options);
}

function createHvMonitor(): Printer {
  return {
    kind: 'document',
    header: '',
    print: (snapshot) => `${formatHvMonitor(encodeHvMonitor(snapshot))}\n`,
    beside: {
      suffix: COMPRESSED_SUFFIX,
      encode: async (text) => `${await compressAside(text.trimEnd())}\n`,
    },
  };
}

function ofSeenGuests(printer: Printer): Printer {
  return {
    ...printer,
    print: (snapshot) => {
      const guests = snapshot.guests.filter(({ isNeverSeen }) => !isNeverSeen);
      return printer.print(guests.length === snapshot.guests.length ? snapshot : { ...snapshot, guests });
    },
  };
}
