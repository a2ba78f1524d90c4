import type { Snapshot } from '../../model/snapshot.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import type { Printer, PrinterOptions } from '../printer.js';
import { chosenMetrics, GUEST_METRICS, HOST_METRICS } from './catalogue.js';
import { type Metric, printed } from './metric.js';
import { hostSubjectOf } from './subject.js';

/** kvmtop's json: a line `{"host":{…},"domains":[{…}]}` for each snapshot, with kvmtop's keys; null is unknown. */
export function createKvmtopJson(options: PrinterOptions): Printer {
  const hostMetrics = chosenMetrics(HOST_METRICS, options);
  const guestMetrics = chosenMetrics(GUEST_METRICS, options);
  return {
    kind: 'lines',
    header: '',
    print({ host: hostSnapshot, guests }: Snapshot): string {
      const host = hostSubjectOf(hostSnapshot, options);
      const domains = guests.map((guest) => {
        const members = membersOf(guestMetrics, { guest, host });
        return `{"UUID":${JSON.stringify(guest.uuid ?? null)},"name":${JSON.stringify(guest.name)}${members
          .map((member) => `,${member}`)
          .join('')}}`;
      });
      const line = `{"host":{${membersOf(hostMetrics, host).join(',')}},"domains":[${domains.join(',')}]}\n`;
      return escapeControls(line);
    },
  };
}

function membersOf<Subject>(metrics: readonly Metric<Subject>[], subject: Subject): readonly string[] {
  return metrics.map((metric) => `"${metric.name}":${stringifyJson(printed(metric, subject))}`);
}
