import { join } from 'node:path';
import { DeadlineExceeded, startPeriod, untilAborted } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { runtimeDirectory } from '../../support/runtime-directory.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import type { Reach } from '../reach.js';
import type { CallReach } from './carry-out.js';
import { ControlCall } from './control-call.js';
import { type Aftermath, ControlError, ControlNotAllowedError, TurnError } from './control-error.js';
import type { AuditRecord, CallOptions, ControlOptions } from './control-options.js';
import { takeTurn } from './turns.js';
import { UndoTime } from './undo-time.js';

/** After its deadline a call has this long to say what that means; then it undoes what it can. */
const LAST_WORD_MS = 50;
/** How long a call takes that waits for QEMU alone. */
const DEADLINE_MS = 10_000;

/** The ways to a guest for a method that changes something. */
export interface ControlReach extends Reach {
  readonly control: Control;
}

/** What a method hands on of its options, and its own deadline where the caller sets none (default: 10000). */
export interface CallSettings extends CallOptions {
  readonly usualMs?: number | undefined;
  /** It does not wait until it is its turn: what the calls under way change is gone with the guest (default: false). */
  readonly isUrgent?: boolean | undefined;
}

/** Whose guest it is, for the record. */
interface ControlledGuest extends CallReach {
  readonly uuid: string | undefined;
  /** Ends every call, as its own signal does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Carries out the control calls of one guest: each in its turn, within its deadline, undone where it fails half-way, and put on
 * record.
 */
export class Control {
  readonly #guest: ControlledGuest;
  readonly #options: ControlOptions | undefined;

  /** @param options `undefined`: nothing may be changed */
  constructor(guest: ControlledGuest, options: ControlOptions | undefined) {
    this.#guest = guest;
    this.#options = options;
  }

  /** Whether programs may be run in the guest. */
  get mayExec(): boolean {
    return this.#options?.guestExec ?? false;
  }

  /**
   * Carries out one call.
   *
   * @param verb the name of the method
   * @param work carries out the steps, and waits for what they lead to
   * @throws {ControlNotAllowedError} when the guest was opened to read only
   * @throws {ControlError} when the call fails after its first step, is ended then by the signal, or is not done at its deadline
   * @throws {TurnError} when another call of this guest has its turn until the deadline
   * @throws what `work` throws before its first step; the signal's reason
   */
  async call<T>(
    verb: string,
    { isUrgent = false, ...limits }: CallSettings,
    work: (call: ControlCall) => Promise<T>,
  ): Promise<T> {
    const { name, process, procRoot } = this.#guest;
    const signal = AbortSignal.any([limits.signal, this.#guest.signal].filter((each) => each !== undefined));
    const options = this.#options;
    if (options === undefined) throw new ControlNotAllowedError(name, verb);
    const deadlineMs = limits.deadlineMs ?? options.deadlineMs ?? limits.usualMs ?? DEADLINE_MS;
    using deadline = startPeriod(deadlineMs, signal);
    const turn = {
      key:
        process === undefined ? `remote-${encodeURIComponent(name)}` : `${process.pid}-${process.startTicks}`,
      lockDirectory: options.lockDirectory ?? join(runtimeDirectory(), 'control'),
      procRoot,
      signal: deadline.signal,
    };
    const { signal: ends } = deadline;
    await using call = new ControlCall(verb, this.#guest, options, { ms: deadlineMs, signal: ends });
    const beganMs = Date.now();
    using _turn = isUrgent
      ? undefined
      : await takeTurn(turn).catch((error: unknown) => {
          const why = error instanceof DeadlineExceeded ? new TurnError(name, verb, deadlineMs) : error;
          this.#record(call, beganMs, signal.aborted ? 'aborted' : 'refused', messageOf(why));
          throw why;
        });
    try {
      const result = await untilDeadline(work(call), deadline.signal);
      this.#record(call, beganMs, 'done', undefined);
      return result;
    } catch (error) {
      if (!call.hasBegun && !(error instanceof DeadlineExceeded)) {
        this.#record(call, beganMs, signal.aborted ? 'aborted' : 'refused', messageOf(error));
        throw error;
      }
      using time = new UndoTime(deadline.signal);
      const aftermath = await call.undo(time);
      const failure = failureOf(name, verb, error, aftermath, signal);
      this.#record(call, beganMs, signal.aborted ? 'aborted' : 'failed', messageOf(failure));
      throw failure;
    }
  }

  #record(call: ControlCall, beganMs: number, result: AuditRecord['result'], message: string | undefined) {
    if (call.isDryRun) return;
    const { name: guest, uuid, process } = this.#guest;
    const times = { atSeconds: beganMs / 1000, seconds: (Date.now() - beganMs) / 1000 };
    const { verb, steps } = call;
    this.#options?.audit?.({ ...times, guest, uuid, pid: process?.pid, verb, steps, result, message });
  }
}

/**
 * Waits for the work of a call until its deadline: reading, before the first step and after the last, has none of its own. Work
 * that knows better what a missed deadline means has a moment to say it.
 */
async function untilDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (error === signal.reason && (await within(LAST_WORD_MS, work))) return work;
    throw error;
  }
}

/** An abort that leaves nothing behind is no error of the guest's. */
function failureOf(
  guest: string,
  verb: string,
  error: unknown,
  aftermath: Aftermath,
  signal: AbortSignal,
): unknown {
  const isClean = aftermath.changed.length + aftermath.uncertain.length === 0;
  if (signal.aborted && isClean) return signal.reason;
  // The message of an error of ours begins with the guest, too.
  const named = `${terminalSafe(guest, 100)}: `;
  const message = messageOf(error);
  const own = message.startsWith(named) ? message.slice(named.length) : message;
  const why = signal.aborted ? 'it was aborted' : own;
  return new ControlError(guest, verb, why, aftermath, { cause: error });
}
