import type { Snapshot } from '../../model/snapshot.js';
import type { Printer, PrinterOptions } from '../printer.js';
import { GUEST_MEASUREMENTS } from './guest-measurements.js';
import { HOST_MEASUREMENTS } from './host-measurements.js';
import { timestampText } from './line-protocol.js';
import { SELF } from './self-measurement.js';
import { guestSourceOf, hostSourceOf } from './source.js';

/**
 * InfluxDB's line protocol, as telegraf's execd input accepts it, with timestamps in nanoseconds. An unknown field is left
 * out, and so is a line without fields.
 */
export function createInflux(options: PrinterOptions): Printer {
  const printSelf = SELF.printerFor(options);
  const hostPrinters = HOST_MEASUREMENTS.map((measurement) => measurement.printerFor(options));
  const guestPrinters = GUEST_MEASUREMENTS.map((measurement) => measurement.printerFor(options));
  return {
    kind: 'lines',
    header: '',
    print({ takenAtSeconds, host: hostSnapshot, guests, self }: Snapshot): string {
      const timestamp = timestampText(takenAtSeconds);
      const host = hostSourceOf(hostSnapshot, options);
      const ofHost = hostPrinters.map((print) => print(host, timestamp));
      const ofGuests = guests.flatMap((guest) => {
        const source = guestSourceOf(guest, host);
        return guestPrinters.map((print) => print(source, timestamp));
      });
      return [...ofHost, ...ofGuests, printSelf({ tags: host.tags, self }, timestamp)].join('');
    },
  };
}
