import type { Printer, PrinterName, PrinterOptions } from './printer.js';

/** The printer of a format. */
export function createPrinter(name: PrinterName, _options: PrinterOptions): Printer {
  const isText = name === 'text';
  return {
    kind: name === 'hv-monitor' ? 'document' : 'lines',
    header: isText ? 'UUID\tname\t\n' : '',
    print: ({ guests }) => {
      if (isText) return guests.map(({ uuid, name }) => `${uuid ?? ''}\t${name}\t\n`).join('');
      const domains = guests.map(({ uuid, name }) => ({ UUID: uuid, name }));
      return `${JSON.stringify({ host: {}, domains })}\n`;
    },
  };
}
