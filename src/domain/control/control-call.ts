import { writeFile } from 'node:fs/promises';
import { complaintOf, ProgramError, runProgram } from '../../linux/run-program.js';
import { AgentError } from '../../protocol/qga/agent-error.js';
import type { AgentClient } from '../../protocol/qga/client.js';
import { CommandError } from '../../protocol/qmp/errors.js';
import type { QmpEvent } from '../../protocol/qmp/events.js';
import { sleep, untilAborted } from '../../support/deadline.js';
import { explainErrno } from '../../support/explain-errno.js';
import { NoAgentError, UnsupportedError } from '../domain-error.js';
import { lives } from '../own-process.js';
import type { Reach } from '../reach.js';
import type { Aftermath } from './control-error.js';
import type { ControlOptions, ControlProgress } from './control-options.js';
import { type EventClient, EventLog } from './event-log.js';
import { revealSecrets, withoutSecrets } from './secret.js';
import { describeStep, type Step } from './step.js';

/** How a step can be undone. */
export interface Undoing {
  /** Carried out when a later step of the call fails. */
  readonly undo?: Step | undefined;
  /** What to tell a person when the call fails after this step: a command, e.g. `qgauge dom resume web --control`. */
  readonly advice?: string | undefined;
}

/** What a call waits for. `T` is what is known when it has come. */
export interface Wait<T> {
  /** Looks at each event since the last step; `undefined` when it is not the one. */
  readonly event?: ((event: QmpEvent<string, object>) => T | undefined) | undefined;
  /** Asks for the same thing, since an event may be lost; `undefined` when it has not come. */
  readonly query?: (() => Promise<T | undefined>) | undefined;
  /** The result when QEMU has ended; without it, that fails. */
  readonly whenEnded?: (() => T) | undefined;
  /** How often to ask, in milliseconds (default: 250). */
  readonly everyMs?: number | undefined;
}

/** What a call needs of its guest. */
export interface CallReach extends Pick<Reach, 'name' | 'process' | 'procRoot' | 'withAgent'> {
  /** The present connection to QEMU, else a new one. */
  readonly client: () => Promise<EventClient & ControlQmp>;
}

interface ControlQmp {
  executeUntyped(
    command: string,
    args?: { readonly [name: string]: unknown },
    options?: { readonly timeoutMs?: number | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<unknown>;
}

/** What an errno means of a file of the kernel. */
const KERNEL_FILE_WORDS = {
  EINVAL: 'the kernel does not accept this value',
  ERANGE: 'the kernel does not accept this value',
  EBUSY: 'the kernel cannot do this now',
  ENOENT: 'it is gone',
  ENODEV: 'there is no such device any more',
};

const POLL_MS = 250;
const PROGRAM_MS = 10_000;

/** One step that was begun. */
interface BegunStep extends Undoing {
  readonly step: Step;
  state: 'uncertain' | 'refused' | 'done' | 'undone';
}

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
  readonly #begun: BegunStep[] = [];
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
    this.#reach = reach;
    this.#options = options;
  }

  /** Whether a step was begun. */
  get hasBegun(): boolean {
    return this.#begun.length > 0;
  }

  /** Each step that was begun, in words. */
  get steps(): readonly string[] {
    return this.#begun.map(({ step }) => describeStep(step));
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
    return this.#step({ to: 'qemu', command, args }, undoing, async () => {
      const client = await this.#connected();
      const options = { timeoutMs, signal: this.signal };
      return client.executeUntyped(command, revealed(args), options);
    });
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
    const send = (agent: AgentClient) => {
      const options = { signal: this.signal };
      return silenceMs === undefined
        ? agent.execute(command, revealed(args), options)
        : agent.executeSilently(command, revealed(args), { ...options, silenceMs });
    };
    return this.#step({ to: 'agent', command, args }, undoing, async () => {
      await this.#connected();
      return this.#reach.withAgent(send, { timeoutMs });
    });
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
    const step: Step = { to: 'program', program, args };
    return this.#step(step, undoing, () => this.#run(step, this.signal));
  }

  /**
   * Writes a file of the kernel, in one write(2): what fails has changed nothing.
   *
   * @throws {UnsupportedError} when the kernel refuses
   */
  async write(path: string, text: string, undoing: Undoing = {}): Promise<void> {
    await this.#step({ to: 'file', path, text }, undoing, () =>
      writeFile(path, text).catch((error: unknown) => {
        const why = explainErrno(error, KERNEL_FILE_WORDS);
        throw new UnsupportedError(this.#reach.name, `${path} cannot be set to ${text}: ${why}`);
      }),
    );
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
    const { name, process: qemu, procRoot } = this.#reach;
    if (qemu === undefined) throw new UnsupportedError(name, 'its QEMU is not a process of this host');
    await this.#step({ to: 'process', signal, pid: qemu.pid }, {}, async () => {
      if (lives(procRoot, qemu)) process.kill(qemu.pid, signal);
    });
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
   *
   * @param signal ends it
   */
  async undo(signal: AbortSignal): Promise<Aftermath> {
    for (const begun of this.#begun.toReversed()) {
      if (begun.undo === undefined || (begun.state !== 'done' && begun.state !== 'uncertain')) continue;
      try {
        await untilAborted(this.#carryOut(begun.undo, signal), signal);
        begun.state = 'undone';
      } catch (error) {
        // Of a step that was perhaps never done, the refusal to undo it shows that it was not.
        if (begun.state === 'uncertain' && isLasting(error)) begun.state = 'refused';
      }
    }
    return this.#aftermath();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#log[Symbol.asyncDispose]();
  }

  #aftermath(): Aftermath {
    const inState = (...states: readonly BegunStep['state'][]) =>
      this.#begun.filter(({ state }) => states.includes(state));
    const words = (steps: readonly BegunStep[]) => steps.map(({ step }) => describeStep(step));
    const left = inState('done', 'uncertain');
    return {
      changed: words(inState('done')),
      undone: words(inState('undone')),
      uncertain: words(inState('uncertain')),
      advice: left.flatMap(({ undo, advice }) => advice ?? (undo ? describeStep(undo) : [])),
    };
  }

  async #step<T>(step: Step, undoing: Undoing, work: () => Promise<T>): Promise<T | undefined> {
    this.signal.throwIfAborted();
    if (this.#options.dryRun) {
      this.#options.dryRun(describeStep(step));
      return undefined;
    }
    // Before anything is sent: the call fails here while no monitor is free.
    if (step.to === 'qemu') await untilAborted(this.#connected(), this.signal);
    const begun: BegunStep = { step, ...undoing, state: 'uncertain' };
    this.#begun.push(begun);
    this.#place = this.#log.end;
    try {
      const result = await untilAborted(work(), this.signal);
      begun.state = 'done';
      return result;
    } catch (error) {
      if (isRefusal(error)) begun.state = 'refused';
      throw withoutSecrets(error, 'args' in step ? step.args : undefined);
    }
  }

  async #look<T>({ event, query, whenEnded }: Wait<T>): Promise<T | undefined> {
    const seen = () => first(this.#log.since(this.#place), event);
    const found = seen();
    if (found !== undefined) return found;
    const { name, process: qemu, procRoot } = this.#reach;
    if (qemu !== undefined && !lives(procRoot, qemu)) {
      if (whenEnded) return whenEnded();
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

  /** Follows the events of the present connection before anything is sent on it. */
  async #connected(): Promise<EventClient & ControlQmp> {
    const client = await this.#reach.client();
    if (!this.#log.isConnected) this.#log.follow(client);
    return client;
  }

  async #carryOut(step: Step, signal: AbortSignal): Promise<unknown> {
    switch (step.to) {
      case 'qemu': {
        const client = await this.#reach.client();
        return client.executeUntyped(step.command, revealed(step.args), { signal });
      }
      case 'agent':
        return this.#reach.withAgent((agent) => agent.execute(step.command, revealed(step.args), { signal }));
      case 'program':
        return this.#run(step, signal);
      case 'file':
        return writeFile(step.path, step.text);
      case 'process':
      case 'chardev':
        return undefined;
    }
  }

  async #run({ program, args }: Extract<Step, { to: 'program' }>, signal: AbortSignal): Promise<string> {
    const output = await runProgram(program, args, { timeoutMs: PROGRAM_MS, signal });
    if (output === undefined)
      throw new UnsupportedError(
        this.#reach.name,
        `this needs the program ${program}, which is not installed`,
      );
    if (output.status !== 0) throw new ProgramError(program, complaintOf(output));
    return output.stdout;
  }
}

/** Whether an error shows that a step was not carried out at all. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AgentError) return error.isRefusal;
  return [CommandError, UnsupportedError, NoAgentError, ProgramError].some((kind) => error instanceof kind);
}

/** Whether it would be refused again. An agent that cannot be asked now shows nothing: another client may be about to leave it. */
function isLasting(error: unknown): boolean {
  return isRefusal(error) && !(error instanceof NoAgentError);
}

function first<T>(events: readonly QmpEvent<string, object>[], pick: Wait<T>['event']): T | undefined {
  if (pick === undefined) return undefined;
  for (const event of events) {
    const found = pick(event);
    if (found !== undefined) return found;
  }
  return undefined;
}

function revealed(args: object | undefined): { readonly [name: string]: unknown } | undefined {
  if (args === undefined) return undefined;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, revealSecrets(value)]));
}
