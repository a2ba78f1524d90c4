import type { QemuSample } from '../model/qemu-sample.js';
import type { Session } from '../model/session.js';
import { findNewSession } from '../model/session-changes.js';
import type { MonitorEventHandler } from '../monitor/monitor-events.js';
import { asRecord } from '../support/decode.js';

/** The sessions of one guest, by what it answers and by QEMU's events. */
export class SessionTracker {
  readonly #newSession: (reason: string) => Session;
  #session: Session;
  /** When it began, seconds since the epoch; 0 where nobody has seen that. */
  #bornSeconds = 0;
  #lastAnswer: QemuSample | undefined;
  /** What the next answer is compared with. */
  #baseline: QemuSample | undefined;

  constructor(newSession: (reason: string) => Session) {
    this.#newSession = newSession;
    this.#session = newSession('');
  }

  get session(): Session {
    return this.#session;
  }

  get lastAnswer(): QemuSample | undefined {
    return this.#lastAnswer;
  }

  onEvent(...[name, data]: Parameters<MonitorEventHandler>): void {
    const reason = reasonOf(name, data);
    if (reason === undefined) return;
    this.#begin(reason, Date.now() / 1000);
    // Its counters step back for the reason that is known already.
    this.#baseline = undefined;
  }

  /** @returns whether the guest has begun anew, or is in another state: what seldom changes may have changed */
  onAnswer(guest: QemuSample): boolean {
    const before = this.#baseline;
    this.#lastAnswer = guest;
    this.#baseline = guest;
    if (before === undefined) return false;
    const reason = findNewSession(before, guest, this.#bornSeconds);
    if (reason !== undefined) this.#begin(reason, before.takenAtSeconds);
    return reason !== undefined || before.runState !== guest.runState;
  }

  /** The answers were somebody else's. */
  forgetAnswers(): void {
    this.#lastAnswer = undefined;
    this.#baseline = undefined;
  }

  #begin(reason: string, bornSeconds: number): void {
    this.#session = this.#newSession(reason);
    this.#bornSeconds = bornSeconds;
  }
}

/** Which events begin a new life, and how that is told. */
function reasonOf(...[name, data]: Parameters<MonitorEventHandler>): string | undefined {
  if (name === 'RESET') return 'the guest was reset';
  if (name === 'WAKEUP') return 'the guest has woken up';
  if (name === 'MIGRATION' && asRecord(data)?.status === 'completed') return 'the guest was migrated';
  return undefined;
}
