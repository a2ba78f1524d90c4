import { type Deadline, sleep, startPeriod, untilAborted } from '../../support/deadline.js';

/** After its deadline a call has this long to undo what it can. */
const UNDO_MS = 850;
/** A call that fails before its deadline waits this long for what takes its time, such as a guest that has to let go of a device. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

/** How long a call that has failed may go on undoing its steps. Disposing of it stops the timers. */
export class UndoTime implements Disposable {
  /** In any case. */
  readonly #first = startPeriod(UNDO_MS);
  /** Unless the deadline of the call, or its caller, ends it. */
  readonly #patience: Deadline;
  #isWaiting = false;

  /** @param deadline of the call; it fires when the caller ends the call, too */
  constructor(deadline: AbortSignal) {
    this.#patience = startPeriod(PATIENCE_MS, deadline);
  }

  /** Runs what QEMU or the agent may never answer, so that the call ends within a second after its deadline. */
  async limit<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    using own = this.#isWaiting && !this.#patience.signal.aborted ? startPeriod(UNDO_MS) : undefined;
    const { signal } = own ?? this.#first;
    signal.throwIfAborted();
    return await untilAborted(work(signal), signal);
  }

  /** Waits a moment; resolves to whether there is time left. */
  async pause(): Promise<boolean> {
    this.#isWaiting = true;
    await sleep(PAUSE_MS);
    return !this.#first.signal.aborted || !this.#patience.signal.aborted;
  }

  [Symbol.dispose](): void {
    this.#first[Symbol.dispose]();
    this.#patience[Symbol.dispose]();
  }
}
