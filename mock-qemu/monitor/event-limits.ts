import type { JsonObject } from '../wire/json.js';

/** Runs an action once, after this many milliseconds; returns a function that cancels it. */
export type After = (ms: number, action: () => void) => () => void;

/**
 * Limits frequent events as QEMU does. The first event of a limited kind is sent at once, later ones at most once a
 * second: the last one of each second, with its original timestamp.
 */
export class EventLimits {
  readonly #pass: (event: JsonObject) => void;
  readonly #after: After;
  readonly #periods = new Map<string, Period>();

  constructor(pass: (event: JsonObject) => void, after: After) {
    this.#pass = pass;
    this.#after = after;
  }

  /** `message` is the whole event as it is sent. */
  send(name: string, data: JsonObject | undefined, message: JsonObject): void {
    const key = limitedKey(name, data);
    const period = key === undefined ? undefined : this.#periods.get(key);
    if (period !== undefined) {
      period.held = message;
      return;
    }
    if (key !== undefined) this.#begin(key);
    this.#pass(message);
  }

  close(): void {
    for (const { cancel } of this.#periods.values()) cancel();
    this.#periods.clear();
  }

  #begin(key: string): void {
    this.#periods.set(key, { held: undefined, cancel: this.#after(PERIOD_MS, () => this.#end(key)) });
  }

  #end(key: string): void {
    const held = this.#periods.get(key)?.held;
    this.#periods.delete(key);
    if (held === undefined) return;
    this.#begin(key);
    this.#pass(held);
  }
}

interface Period {
  held: JsonObject | undefined;
  readonly cancel: () => void;
}

const PERIOD_MS = 1000;

/** The events that QEMU limits (monitor_qapi_event_conf), and the member that identifies their source. */
const LIMITED: ReadonlyMap<string, string | undefined> = new Map([
  ['RTC_CHANGE', undefined],
  ['WATCHDOG', undefined],
  ['BALLOON_CHANGE', undefined],
  ['QUORUM_REPORT_BAD', 'node-name'],
  ['QUORUM_FAILURE', undefined],
  ['VSERPORT_CHANGE', 'id'],
  ['MEMORY_DEVICE_SIZE_CHANGE', 'qom-path'],
]);

function limitedKey(name: string, data: JsonObject | undefined): string | undefined {
  if (!LIMITED.has(name)) return undefined;
  const source = LIMITED.get(name);
  return source === undefined ? name : `${name} ${String(data?.[source])}`;
}
