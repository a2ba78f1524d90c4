import type { QemuSample } from '../model/qemu-sample.js';
import type { Session } from '../model/session.js';
import { findNewSession } from '../model/session-changes.js';
import type { MonitorEventName } from '../monitor/monitor-events.js';
import { asRecord } from '../support/decode.js';

/** Tracks the sessions of one guest, by its answers and by QEMU's events. */
export class SessionTracker {
  readonly #newSession: (reason: string) => Session;
  #session: Session;
  /** The beginning of the session, seconds since the epoch; 0 when it was not observed. */
  #beganSeconds = 0;
  #lastAnswer: QemuSample | undefined;
  /** What the next answer is compared with. */
  #baseline: QemuSample | undefined;

  constructor(newSession: (reason: string) => Session) {
    this.#newSession = newSession;
    this.#session = newSession('');
  }

  /** The present session. */
  get session(): Session {
    return this.#session;
  }

  /** The last answer, of this session or an earlier one. */
  get lastAnswer(): QemuSample | undefined {
    return this.#lastAnswer;
  }

  /** Begins a new session when the event implies one. */
  onEvent(name: MonitorEventName, data: unknown): void {
    const reason = reasonOf(name, data);
    if (reason === undefined) return;
    this.#begin(reason, Date.now() / 1000);
    // The counters step back for this reason, which must not begin another session.
    this.#baseline = undefined;
  }

  /**
   * Begins a new session when the answer implies one.
   *
   * @returns whether the session or the run state has changed: then what seldom changes may have changed too
   */
  onAnswer(sample: QemuSample): boolean {
    const before = this.#baseline;
    this.#lastAnswer = sample;
    this.#baseline = sample;
    if (before === undefined) return false;
    const reason = findNewSession(before, sample, this.#beganSeconds);
    if (reason !== undefined) this.#begin(reason, before.takenAtSeconds);
    return reason !== undefined || before.runState !== sample.runState;
  }

  /** Drops the answers: another QEMU gave them. */
  forgetAnswers(): void {
    this.#lastAnswer = undefined;
    this.#baseline = undefined;
  }

  #begin(reason: string, beganSeconds: number): void {
    this.#session = this.#newSession(reason);
    this.#beganSeconds = beganSeconds;
  }
}

/** Why an event begins a new session; `undefined` when it does not. */
function reasonOf(name: MonitorEventName, data: unknown): string | undefined {
  if (name === 'RESET') return 'the guest was reset';
  if (name === 'WAKEUP') return 'the guest has woken up';
  if (name === 'MIGRATION' && asRecord(data)?.status === 'completed') return 'the guest was migrated';
  return undefined;
}
