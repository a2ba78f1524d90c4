import type { BalloonReport } from '../model/balloon.js';
import type { RunStatus } from '../model/run-state.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readActual, readInterval, readReport } from './balloon.js';
import { readRunStatus } from './status.js';

/** The parts of a balloon that may change at any time. */
export interface BalloonState {
  readonly report: BalloonReport | undefined;
  /** `runState` is `undefined` when QEMU's answer has none. */
  readonly status: RunStatus;
  readonly actualBytes: number | undefined;
  readonly intervalSeconds: number | undefined;
}

type Slow = Omit<BalloonState, 'report'>;

/** How old the run state, size and interval may be, unless {@link BalloonSampler.expire} makes them due. */
const SLOW_MS = 1000;

/** Samples a balloon repeatedly and cheaply: the report each time, everything else once a second, in one write. */
export class BalloonSampler {
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

  /** Makes the next sample read everything, after an event has announced a change. */
  expire(): void {
    this.#isExpired = true;
  }

  /** @param nowMs by a monotonic clock */
  async read(nowMs: number, options?: ExecuteOptions): Promise<BalloonState> {
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
    const [status, actualBytes, intervalSeconds] = await Promise.all([
      readRunStatus(this.#qmp, options),
      readActual(this.#qmp, options),
      readInterval(this.#qmp, this.#path, options),
    ]);
    return { status, actualBytes, intervalSeconds };
  }
}

const NOTHING: Slow = { status: { runState: undefined }, actualBytes: undefined, intervalSeconds: undefined };
