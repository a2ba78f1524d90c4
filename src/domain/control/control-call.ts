import type { QmpEvent } from '../../protocol/qmp/events.js';
import { sleep, untilAborted } from '../../support/deadline.js';
import { within } from '../../support/within.js';
import { UnsupportedError } from '../domain-error.js';
import { lives } from '../own-process.js';
import { BegunSteps, type Undoing } from './begun-steps.js';
import { type CallReach, carryOut, type StepLimits } from './carry-out.js';
import type { Aftermath } from './control-error.js';
import type { ControlOptions, ControlProgress } from './control-options.js';
import { EventLog } from './event-log.js';
import { isLasting } from './is-refusal.js';
import { describeStep, requestOf, type Step } from './step.js';
import type { UndoTime } from './undo-time.js';

/** What a call waits for. `T` is what is known when it has come. */
export interface Wait<T> {
  /** Looks at each event since the last step; `undefined` when it is not the one. */
  readonly event?: ((event: QmpEvent<string, object>) => T | undefined) | undefined;
  /** Asks for the same thing, since an event may be lost; `undefined` when it has not come. */
  readonly query?: (() => Promise<T | undefined>) | undefined;
  /**
   * The result when QEMU has ended; without it, that fails.
   *
   * @param hasHeardAll whether each event since the last step was received
   */
  readonly whenEnded?: ((hasHeardAll: boolean) => T) | undefined;
  /** How often to ask, in milliseconds (default: 250). */
  readonly everyMs?: number | undefined;
}

const POLL_MS = 250;
/** How long the last events of a QEMU may take that has ended: they are in the socket. */
const LAST_EVENTS_MS = 500;

/**
 * A control call that is under way: it carries out steps in order, remembers them, and waits for what they lead to. In a dry
 * run steps are printed, and nothing is waited for.
 */
export class ControlCall implements AsyncDisposable {
  readonly verb: string;
  /** Fires at the deadline of the call, or with the caller's signal. */
  readonly signal: AbortSignal;
  readonly isDryRun: boolean;
  /** How long the call may take, its turn included, in milliseconds. */
  readonly deadlineMs: number;
  readonly #reach: CallReach;
  readonly #options: ControlOptions;
  readonly #log = new EventLog();
  readonly #begun = new BegunSteps();
  #place = 0;

  /** @param deadline of the call; `ms` is how long it may take */
  constructor(
    verb: string,
    reach: CallReach,
    options: ControlOptions,
    { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
  ) {
    this.verb = verb;
    this.signal = signal;
    this.deadlineMs = ms;
    this.isDryRun = options.dryRun !== undefined;
    // Events are followed before anything is sent.
    this.#reach = { ...reach, client: () => this.#follow(reach.client) };
    this.#options = options;
  }

  /** Whether a step was begun. */
  get hasBegun(): boolean {
    return !this.#begun.isEmpty;
  }

  /** Each step that was begun, in words. */
  get steps(): readonly string[] {
    return this.#begun.words;
  }

  /**
   * Sends a command to QEMU; events are looked for from then on. A {@link Secret} in its arguments is sent as it is, and never printed.
   *
   * @returns its result, unchecked; `undefined` in a dry run
   */
  qemu(
    command: string,
    args?: { readonly [name: string]: unknown },
    { timeoutMs, ...undoing }: Undoing & { readonly timeoutMs?: number | undefined } = {},
  ): Promise<unknown> {
    return this.#carryOut({ to: 'qemu', command, args }, undoing, { timeoutMs });
  }

  /**
   * Sends a command to the guest agent.
   *
   * @param options.silenceMs for a command whose success is silence: for how long to listen for an error
   * @param options.timeoutMs how long its answer may take (default: as long as any of the guest's agent)
   * @returns its result, unchecked; `undefined` in a dry run
   */
  agent(
    command: string,
    args?: { readonly [name: string]: unknown },
    {
      silenceMs,
      timeoutMs,
      ...undoing
    }: Undoing & { readonly silenceMs?: number | undefined; readonly timeoutMs?: number | undefined } = {},
  ): Promise<unknown> {
    return this.#carryOut({ to: 'agent', command, args }, undoing, { silenceMs, timeoutMs });
  }

  /**
   * Runs a program of this host without a shell.
   *
   * @returns what it has printed; `undefined` in a dry run
   * @throws {ProgramError} when it fails
   * @throws {UnsupportedError} when it is not installed
   */
  async program(
    program: string,
    args: readonly string[],
    undoing: Undoing = {},
  ): Promise<string | undefined> {
    const printed = await this.#carryOut({ to: 'program', program, args }, undoing);
    return typeof printed === 'string' ? printed : undefined;
  }

  /**
   * Writes a file of the kernel, in one write(2): what fails has changed nothing.
   *
   * @throws {UnsupportedError} when the kernel refuses
   */
  async write(path: string, text: string, undoing: Undoing = {}): Promise<void> {
    await this.#carryOut({ to: 'file', path, text }, undoing);
  }

  /**
   * Opens the host's end of a character device.
   *
   * @param place where it is, e.g. `unix:/run/web/console.sock`
   */
  open<T>(place: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return this.#step({ to: 'chardev', place }, {}, () => work(this.signal));
  }

  /** Signals the guest's QEMU. A process that has its pid by then is never signalled. */
  async kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { name, process: qemu } = this.#reach;
    if (qemu === undefined) throw new UnsupportedError(name, 'its QEMU is not a process of this host');
    await this.#carryOut({ to: 'process', signal, pid: qemu.pid }, {});
  }

  /**
   * Waits until something has come about, of events since the last step and of questions.
   *
   * @param what for progress and errors, e.g. `the guest to shut down`
   * @returns `undefined` in a dry run
   * @throws the signal's reason at the deadline
   * @throws {UnsupportedError} when QEMU ends, unless that is waited for
   */
  async until<T>(what: string, wait: Wait<T>): Promise<T | undefined> {
    if (this.isDryRun) return undefined;
    this.progress(what);
    const { everyMs = POLL_MS } = wait;
    for (;;) {
      const found = await this.#look(wait);
      if (found !== undefined) return found;
      const pause = new AbortController();
      const ends = AbortSignal.any([this.signal, pause.signal]);
      try {
        await Promise.race([this.#log.changed(), sleep(everyMs, ends)]);
      } finally {
        pause.abort();
      }
    }
  }

  /** Tells how far the call has got. */
  progress(what: string, amount: Pick<ControlProgress, 'done' | 'total' | 'unit'> = {}): void {
    this.#options.onProgress?.({ verb: this.verb, what, ...amount });
  }

  /**
   * Undoes what can be undone of what was done, the last step first. Never rejects: what could not be undone stays in the
   * result.
   */
  undo(time: UndoTime): Promise<Aftermath> {
    return this.#begun.undo({
      carryOut: (step) => time.limit((signal) => carryOut(step, this.#reach, { signal })),
      ask: (query) => time.limit(query),
      pause: () => time.pause(),
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#log[Symbol.asyncDispose]();
  }

  #carryOut(step: Step, undoing: Undoing, limits: Omit<StepLimits, 'signal'> = {}): Promise<unknown> {
    return this.#step(step, undoing, () => carryOut(step, this.#reach, { ...limits, signal: this.signal }));
  }

  async #step<T>(step: Step, undoing: Undoing, work: () => Promise<T>): Promise<T | undefined> {
    this.signal.throwIfAborted();
    if (this.#options.dryRun) {
      this.#options.dryRun(describeStep(step), requestOf(step));
      return undefined;
    }
    // Before anything is sent: the call fails here while no monitor is free.
    if (step.to === 'qemu' || step.to === 'agent') await untilAborted(this.#reach.client(), this.signal);
    this.#place = this.#log.end;
    return this.#begun.begin(step, undoing, () => untilAborted(work(), this.signal));
  }

  async #look<T>({ event, query, whenEnded }: Wait<T>): Promise<T | undefined> {
    const seen = () => first(this.#log.since(this.#place), event);
    const found = seen();
    if (found !== undefined) return found;
    const { name, process: qemu, procRoot } = this.#reach;
    if (qemu !== undefined && !lives(procRoot, qemu)) {
      await within(LAST_EVENTS_MS, this.#log.ended());
      const told = seen();
      if (told !== undefined) return told;
      if (whenEnded) return whenEnded(this.#log.connections === 1);
      throw new UnsupportedError(name, `its QEMU, process ${qemu.pid}, has ended`);
    }
    try {
      const asked = query?.();
      return (asked && (await untilAborted(asked, this.signal))) ?? seen();
    } catch (error) {
      this.signal.throwIfAborted();
      // A connection that was lost is made again by the next question; what QEMU refuses it would refuse again.
      if (isLasting(error)) throw error;
      return undefined;
    }
  }

  /** Follows the events of the present connection. */
  async #follow<Client extends Awaited<ReturnType<CallReach['client']>>>(
    connect: () => Promise<Client>,
  ): Promise<Client> {
    const client = await connect();
    if (!this.#log.isConnected) this.#log.follow(client);
    return client;
  }
}

function first<T>(events: readonly QmpEvent<string, object>[], pick: Wait<T>['event']): T | undefined {
  if (pick === undefined) return undefined;
  for (const event of events) {
    const found = pick(event);
    if (found !== undefined) return found;
  }
  return undefined;
}
