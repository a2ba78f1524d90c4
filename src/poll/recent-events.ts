import type { QemuEvent, RecentQemuEvents } from '../model/qemu-event.js';
import type { MonitorEventName } from '../monitor/monitor-events.js';
import { stringifyJson } from '../support/lossless-json.js';

/** A guest can cause any number of events: more of one sweep are counted, and not kept. */
const MOST = 50;
const MAX_DATA = 500;

/** The events of one QEMU since they were last taken. */
export class RecentEvents {
  #events: QemuEvent[] = [];
  #dropped = 0;

  add(name: MonitorEventName, data: unknown, atSeconds: number): void {
    if (this.#events.length === MOST) {
      this.#dropped++;
      return;
    }
    const text = stringifyJson(data);
    this.#events.push({ name, atSeconds, data: text === '{}' ? '' : text.slice(0, MAX_DATA) });
  }

  /** `undefined` for none. */
  take(): RecentQemuEvents | undefined {
    if (this.#events.length === 0) return undefined;
    const taken = { events: this.#events, dropped: this.#dropped };
    this.#events = [];
    this.#dropped = 0;
    return taken;
  }
}
