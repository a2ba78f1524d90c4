/** How often the clock looks at the time while somebody waits. */
const TICK_MS = 10;
/** One turn of the event loop counts for no more than this, however long this program had to wait for it. */
const MAX_TURN_MS = 20;
/** A longer turn counts for at least this share, so that every wait ends: at the latest after ten times its length. */
const MIN_SHARE = 1 / 10;

/** An alarm may ring this early: a timer of Node does, and sums of fractions are not exact. */
const EARLY_MS = 0.5;

/** How long somebody has waited. */
export interface Waited {
  /** Milliseconds in which our event loop ran, so that an answer would have been read. */
  readonly ranMs: number;
  /** Milliseconds in which it should have run, and did not. */
  readonly lateMs: number;
}

/** What a {@link LoopClock} needs of its event loop; tests replace it. */
export interface EventLoop {
  /** Milliseconds by a monotonic clock. */
  nowMs(): number;
  /** Calls back after at least that time. Returns a function that prevents it. */
  callAfter(ms: number, callback: () => void): () => void;
  /** Calls back when everything that has arrived by now has been read. */
  callAfterReading(callback: () => void): void;
}

interface Alarm {
  readonly dueMs: number;
  readonly onDue: () => void;
}

/**
 * A clock that stands still while the event loop of this program does not run: on a host without CPU to spare, in a control
 * group with a small quota, or after SIGSTOP. Waits by this clock judge the others, and not our own lateness.
 *
 * It ticks only while an alarm is set. Time in which nobody waits counts whole.
 */
export class LoopClock {
  readonly #loop: EventLoop;
  readonly #alarms = new Set<Alarm>();
  #ranMs = 0;
  #lateMs = 0;
  /** When both were brought up to date. */
  #readAtMs: number;
  #tick: { readonly atMs: number; readonly cancel: () => void } | undefined;

  constructor(loop: EventLoop) {
    this.#loop = loop;
    this.#readAtMs = loop.nowMs();
  }

  /** Milliseconds in which the loop ran, since the clock was made. */
  get nowMs(): number {
    return this.#ranMs + this.#shareOf(this.#elapsedMs);
  }

  /** Milliseconds in which the loop should have run, and did not, since the clock was made. */
  get lateMs(): number {
    const elapsedMs = this.#elapsedMs;
    return this.#lateMs + (elapsedMs - this.#shareOf(elapsedMs));
  }

  /** Begins to measure a wait. Returns a function that tells how long it has lasted. */
  startWait(): () => Waited {
    const { nowMs, lateMs } = this;
    return () => ({ ranMs: this.nowMs - nowMs, lateMs: this.lateMs - lateMs });
  }

  /**
   * Calls `onDue` when the loop has run for that long, and what had arrived by then has been read. Returns a function that
   * prevents it.
   *
   * @param ms Infinity sets no alarm
   */
  setAlarm(ms: number, onDue: () => void): () => void {
    if (ms === Number.POSITIVE_INFINITY) return () => undefined;
    if (this.#tick === undefined) this.#read();
    const alarm = { dueMs: this.nowMs + ms, onDue };
    this.#alarms.add(alarm);
    this.#tickWithin(ms);
    return () => this.#remove(alarm);
  }

  get #elapsedMs(): number {
    return this.#loop.nowMs() - this.#readAtMs;
  }

  /** How much of a turn of the loop counts. */
  #shareOf(elapsedMs: number): number {
    if (this.#tick === undefined) return elapsedMs;
    return Math.max(Math.min(elapsedMs, MAX_TURN_MS), elapsedMs * MIN_SHARE);
  }

  #read(): void {
    const elapsedMs = this.#elapsedMs;
    const share = this.#shareOf(elapsedMs);
    this.#ranMs += share;
    this.#lateMs += elapsedMs - share;
    this.#readAtMs += elapsedMs;
  }

  #tickWithin(ms: number): void {
    const afterMs = Math.min(Math.max(1, Math.ceil(ms)), TICK_MS);
    const atMs = this.#loop.nowMs() + afterMs;
    if (this.#tick !== undefined && this.#tick.atMs <= atMs) return;
    this.#tick?.cancel();
    this.#tick = { atMs, cancel: this.#loop.callAfter(afterMs, () => this.#onTick()) };
  }

  #onTick(): void {
    this.#read();
    this.#tick = undefined;
    const due = [...this.#alarms].filter(({ dueMs }) => dueMs - this.#ranMs < EARLY_MS);
    const nextMs = Math.min(...Array.from(this.#alarms, ({ dueMs }) => dueMs));
    if (Number.isFinite(nextMs)) this.#tickWithin(nextMs - this.#ranMs);
    if (due.length > 0) this.#loop.callAfterReading(() => this.#ring(due));
  }

  /** An alarm may have been removed by what was read last. */
  #ring(due: readonly Alarm[]): void {
    for (const alarm of due) if (this.#remove(alarm)) alarm.onDue();
  }

  #remove(alarm: Alarm): boolean {
    const wasSet = this.#alarms.delete(alarm);
    if (wasSet && this.#alarms.size === 0 && this.#tick !== undefined) {
      this.#read();
      this.#tick.cancel();
      this.#tick = undefined;
    }
    return wasSet;
  }
}

/** The clock of this program's own event loop. */
export const LOOP_CLOCK = new LoopClock({
  nowMs: () => performance.now(),
  callAfter: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  // Timers come before the sockets in a turn of the loop, and immediates after them.
  callAfterReading: (callback) => setImmediate(callback),
});

/** When an answer was there to be read, seconds since the epoch: the time in which it lay unread does not count. */
export function answeredAtSeconds({ lateMs }: Waited): number {
  return (Date.now() - lateMs) / 1000;
}

/**
 * Whether a wait says more of this program than of the other side: the loop ran in less than a quarter of the time. What has
 * arrived is read before an alarm rings, so that a lesser lateness hides no answer.
 */
export function wasLate({ ranMs, lateMs }: Waited): boolean {
  return lateMs > 3 * ranMs;
}
