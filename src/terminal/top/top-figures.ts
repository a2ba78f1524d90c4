import type { PrinterOptions } from '../../formats/printer.js';
import { topSourceOf } from '../../formats/top/screens.js';
import type { TopSource } from '../../formats/top/top-screen.js';
import { EventFinder } from '../../model/event-finder.js';
import { EventLog } from '../../model/event-log.js';
import type { Snapshot } from '../../model/snapshot.js';
import { Trends } from './trends.js';

/** Events that are kept. */
const EVENTS = 500;

/** What top knows of the guests: the last sweep, and what it has seen before it. */
export class TopFigures {
  readonly trends = new Trends();
  readonly #devices: Pick<PrinterOptions, 'storedev'>;
  readonly #finder = new EventFinder();
  readonly #log = new EventLog(EVENTS);

  constructor(devices: Pick<PrinterOptions, 'storedev'>) {
    this.#devices = devices;
  }

  /** Adds a sweep. @returns what the screens show of it */
  add(snapshot: Snapshot): TopSource {
    this.#log.add(snapshot.takenAtSeconds, this.#finder.find(snapshot));
    this.trends.add(snapshot);
    const events = this.#log.after(0, EVENTS).toReversed();
    return topSourceOf(snapshot, { events, cpuScale: 'core', ...this.#devices });
  }
}
