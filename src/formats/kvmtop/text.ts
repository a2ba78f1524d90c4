import type { Snapshot } from '../../model/snapshot.js';
import { stripControls } from '../../support/terminal-safe.js';
import type { Printer, PrinterOptions } from '../printer.js';
import { chosenMetrics, GUEST_METRICS } from './catalogue.js';
import { printed } from './metric.js';
import { hostSubjectOf } from './subject.js';

/** kvmtop's text: a line for each guest, with a tab after each field, the last one included; an unknown field is empty. */
export function createKvmtopText(options: PrinterOptions): Printer {
  const metrics = chosenMetrics(GUEST_METRICS, options);
  return {
    kind: 'lines',
    header: lineOf(['UUID', 'name', ...metrics.map(({ name }) => name)]),
    print({ host: hostSnapshot, guests }: Snapshot): string {
      const host = hostSubjectOf(hostSnapshot, options);
      const lines = guests.map((guest) => {
        const figures = metrics.map((metric) => String(printed(metric, { guest, host }) ?? ''));
        return lineOf([guest.uuid ?? '', guest.name, ...figures]);
      });
      return lines.join('');
    },
  };
}

/** Strips control characters: a tab or line end in a name would begin a field or line. */
function lineOf(fields: readonly string[]): string {
  return `${fields.map((field) => `${stripControls(field)}\t`).join('')}\n`;
}
