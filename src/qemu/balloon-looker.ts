import type { BalloonReport } from '../model/balloon.js';
import type { RunState } from '../model/run-state.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readActual, readInterval, readReport } from './balloon.js';
import { readRunState } from './status.js';

/** What a balloon shows that may change from one moment to the next. */
export interface BalloonReading {
  readonly report: BalloonReport | undefined;
  readonly runState: RunState | undefined;
  readonly actualBytes: number | undefined;
  readonly intervalSeconds: number | undefined;
}

type Slow = Omit<BalloonReading, 'report'>;

/** How old state, size and interval may be; {@link BalloonLooker.expire} has them asked for sooner. */
const SLOW_MS = 1000;

/** Looks at a balloon again and again, as cheaply as possible: the report each time, all else once a second, in one write. */
export class BalloonLooker {
  readonly #qmp: QemuExecutor;
  readonly #path: string;
  #slow: Slow | undefined;
  #askedAtMs = 0;
  #isExpired = true;

  /** @param path QOM path of the device */
  constructor(qmp: QemuExecutor, path: string) {
    this.#qmp = qmp;
    this.#path = path;
  }

  /** Has the next look ask for everything: an event has said that it changed. */
  expire(): void {
    this.#isExpired = true;
  }

  /** @param nowMs by a clock that is never set */
  async look(nowMs: number, options?: ExecuteOptions): Promise<BalloonReading> {
    const isDue = this.#isExpired || nowMs - this.#askedAtMs >= SLOW_MS;
    if (isDue) {
      this.#isExpired = false;
      this.#askedAtMs = nowMs;
    }
    const [report, slow = this.#slow] = await Promise.all([
      readReport(this.#qmp, this.#path, options),
      isDue ? this.#readSlow(options) : undefined,
    ]);
    this.#slow = slow;
    return { ...NOTHING, ...slow, report };
  }

  async #readSlow(options?: ExecuteOptions): Promise<Slow> {
    const [runState, actualBytes, intervalSeconds] = await Promise.all([
      readRunState(this.#qmp, options),
      readActual(this.#qmp, options),
      readInterval(this.#qmp, this.#path, options),
    ]);
    return { runState, actualBytes, intervalSeconds };
  }
}

const NOTHING: Slow = { runState: undefined, actualBytes: undefined, intervalSeconds: undefined };
