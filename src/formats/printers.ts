import type { PrinterName } from '../model/vocabulary.js';
import { encodeHvMonitor, formatHvMonitor } from './hv-monitor/hv-monitor.js';
import { createInflux } from './influx/influx.js';
import { createCsv } from './kvmtop/csv.js';
import { createKvmtopJson } from './kvmtop/json.js';
import { createKvmtopText } from './kvmtop/text.js';
import { createNdjson } from './ndjson/ndjson.js';
import type { Printer, PrinterOptions } from './printer.js';

const PRINTERS: { readonly [name in PrinterName]: (options: PrinterOptions) => Printer } = {
  json: createKvmtopJson,
  text: createKvmtopText,
  ndjson: createNdjson,
  csv: createCsv,
  influx: createInflux,
  'hv-monitor': createHvMonitor,
};

/** Creates the printer of a format. It keeps no state between snapshots. */
export function createPrinter(name: PrinterName, options: PrinterOptions): Printer {
  return PRINTERS[name](options);
}

function createHvMonitor(): Printer {
  return {
    kind: 'document',
    header: '',
    print: (snapshot) => `${formatHvMonitor(encodeHvMonitor(snapshot))}\n`,
  };
}
