import { fitText } from '../../../support/fit-text.js';
import type { StyledLine } from '../../../support/styled-text.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { eventText } from '../event-text.js';
import { momentText } from '../moment-text.js';
import { LABEL, labelled } from './page-lines.js';
import type { PageSource } from './page-options.js';

const MOST_EVENTS = 20;

/** The last events of the guest, newest first. */
export function eventSection({
  guest,
  source: { snapshot, events },
  width,
}: PageSource): readonly StyledLine[] {
  return events
    .filter((event) => event.guest === guest.name)
    .slice(0, MOST_EVENTS)
    .map((event) => {
      const text = fitText(terminalSafe(`${event.kind}  ${eventText(event)}`, 400), width - LABEL);
      return labelled(momentText(event.atSeconds, snapshot.takenAtSeconds), [{ text }]);
    });
}
