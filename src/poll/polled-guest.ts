import type { SocketTables } from '../discover/socket-tables.js';
import type { Target } from '../discover/target.js';
import type { CgroupSample } from '../model/cgroup-sample.js';
import type { LinuxSample } from '../model/linux-sample.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import type { PartFailure, QemuSample } from '../model/qemu-sample.js';
import type { QmpCost } from '../model/self-sample.js';
import type { Session } from '../model/session.js';
import type { AgentFacts } from '../model/snapshot.js';
import { MonitorOwner } from '../monitor/monitor-owner.js';
import { problemOfProbe } from '../monitor/problem-of.js';
import { CommandError } from '../protocol/qmp/errors.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { type Address, formatAddress } from '../protocol/transport/address.js';
import { askAgent } from './ask-agent.js';
import { hintsOf, NO_STATUS } from './ask-guest.js';
import { type EventHandler, MonitorLink, type PollContext } from './monitor-link.js';
import { GuestSampler } from './sample/guest-sampler.js';
import type { HostReader } from './sample/host-reader.js';
import { foreign, ownsVcpus } from './sample/join-guest.js';
import { PartFailures } from './sample/part-failures.js';
import type { ProcessTracker } from './sample/process-tracker.js';
import { SessionTracker } from './session-tracker.js';
import { SlowSchedule } from './slow-schedule.js';

/** What a sweep has learnt of a guest. */
export type SweepResult = {
  readonly qemu: QemuSample | undefined;
  readonly cost: QmpCost | undefined;
  readonly problem: Problem | undefined;
};

/**
 * One guest over all sweeps: its process, the way to its monitor, and what is remembered from one sweep to the next.
 *
 * One exchange with its QEMU at most is under way at any time; one that outlasts its sweep goes on by itself, and the
 * next sweep finds the guest occupied instead of asking again.
 */
export class PolledGuest {
  readonly target: Target;
  /** How the user calls it. */
  givenName: string | undefined;
  readonly #context: PollContext;
  readonly #linux: ProcessTracker | undefined;
  readonly #link: MonitorLink;
  readonly #questions: GuestSampler;
  readonly #life: SessionTracker;
  readonly #answerer: MonitorOwner;
  readonly schedule: SlowSchedule;
  /** No later than the session's beginning, as far as that is known; seconds since the epoch. */
  #exchange:
    | { readonly promise: Promise<void>; readonly lane: 'fast' | 'slow'; readonly sinceMs: number }
    | undefined;
  #learnt: SweepResult = NOTHING;
  #isTrusted = true;
  #agent: AgentFacts | undefined;
  #state: string | undefined;
  #hasEnded = false;
  #sweepBeganMs = 0;
  /** In the middle of its last answer. */
  #hasFallenSilent = false;

  constructor(
    target: Target,
    givenName: string | undefined,
    linux: ProcessTracker | undefined,
    around: PollContext,
    newSession: (reason: string) => Session,
  ) {
    this.target = target;
    this.givenName = givenName;
    this.#linux = linux;
    this.#context = around;
    this.#life = new SessionTracker(newSession);
    this.#answerer = new MonitorOwner(target);
    this.#link = new MonitorLink(target, around, this.#onEvent);
    // The settings may change while the guest is watched.
    this.#questions = new GuestSampler({
      get pollingSeconds() {
        return around.settings.pollingSeconds;
      },
      get slowCommandMs() {
        return around.settings.slowCommandMs;
      },
      hints: hintsOf(target),
    });
    this.schedule = new SlowSchedule(() => around.settings.slowIntervalMs);
  }

  /**
   * Whether this sweep should wait for it: not for one that kept the last sweep waiting. Whatever else there was is seen
   * at once, and when it is over the guest answers.
   */
  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  get process(): LinuxSample | undefined {
    return this.#linux?.sample;
  }

  get cgroup(): CgroupSample | undefined {
    return this.#linux?.cgroup;
  }

  /** What Linux has of it, and could not be read all the same. */
  get hostFailures(): readonly PartFailure[] {
    return this.#linux?.failures ?? [];
  }

  get session(): Session {
    return this.#life.session;
  }

  /** What it said last, in this sweep or before. */
  get lastGood(): QemuSample | undefined {
    const { lastAnswer } = this.#life;
    return lastAnswer && (this.#questions.latest() ?? lastAnswer);
  }

  get agent(): AgentFacts | undefined {
    return this.#agent;
  }

  /** Begins a sweep with a look whether the process is there; false when it has ended. */
  lookAtProcess(): boolean {
    const { problem } = this.#learnt;
    this.#isTrusted = !this.#hasFallenSilent && (problem === undefined || PROMPT.has(problem.kind));
    this.#hasFallenSilent = false;
    this.#sweepBeganMs = performance.now();
    // An answer is of one sweep, also where the next one never comes to ask.
    this.#learnt = NOTHING;
    if (this.#linux === undefined) return true;
    this.#state = this.#linux.look();
    this.#hasEnded = this.#state === undefined;
    // Its threads tell whether it is the one that answers.
    if (!this.#hasEnded && this.#linux.sample === undefined) this.#linux.read();
    return !this.#hasEnded;
  }

  /** Reads what Linux knows of the process, while its QEMU thinks about what it was asked. */
  readProcess(host: HostReader): void {
    this.#linux?.read();
    // At the same time, so that the rates of both are over the same time.
    if (this.target.process && !this.#hasEnded) host.readTraffic(this.target.process);
  }

  /**
   * The fast lane: asks what moves. Never rejects. Resolves when the guest has answered, or is known not to; who does not
   * want to wait for that takes what {@link learnt} has.
   *
   * @param sweep fires when the sweep ends: then it is too late to ask
   */
  async ask(sweep: AbortSignal): Promise<void> {
    if (sweep.aborted) return;
    const occupied = this.#exchange;
    this.#learnt = { ...NOTHING, problem: occupied && this.#explainOccupied(occupied) };
    if (occupied) {
      // What hangs may do so for hours; a slow answer is there in a moment mostly.
      if (occupied.lane === 'fast') return;
      await occupied.promise;
      if (sweep.aborted || this.#exchange) return;
    }
    const [monitor] = this.target.monitors;
    const look = monitor && this.#lookAtState();
    if (look) {
      const problem = problemOfProbe(monitor.address, look, this.target.process?.pid);
      this.#learnt = { ...NOTHING, problem };
      return;
    }
    await this.#begin('fast', () => this.#askFast());
  }

  /** What this sweep has learnt so far; where an exchange is still under way, that. */
  get learnt(): SweepResult {
    if (this.#learnt.qemu || this.#learnt.problem) return this.#learnt;
    return { ...NOTHING, problem: this.#exchange ? this.#explainOccupied(this.#exchange) : this.#unasked };
  }

  /** As {@link learnt}, with what the slow lane has found out since. */
  get latest(): QemuSample | undefined {
    return this.#learnt.qemu && (this.#questions.latest() ?? this.#learnt.qemu);
  }

  /**
   * Takes back what this sweep has learnt when somebody else may have answered: another QEMU has taken the path by now.
   *
   * @param tables as they are after the answer
   */
  verify(tables: SocketTables): void {
    const { asked } = this.#link;
    if (this.#learnt.qemu && asked && !this.#answerer.verify(asked, tables)) this.#disown(asked.address);
  }

  #disown(address: Address): void {
    this.#learnt = { ...NOTHING, problem: foreign(formatAddress(address), this.target.process?.pid) };
    this.#life.forgetAnswers();
    this.#questions.forget();
    this.#link.disown();
  }

  /** The slow lane: asks what may take long. Never rejects; does nothing while the guest is occupied or does not answer. */
  async askSlow(): Promise<void> {
    if (this.#exchange || this.#hasEnded || !this.#learnt.qemu || !this.#questions.isIntroduced) {
      this.schedule.postpone();
      return;
    }
    await this.#begin('slow', () => this.#askSlow());
  }

  /** Leaves nothing open. */
  async close(): Promise<void> {
    await this.#link.close();
    await this.#exchange?.promise;
    this.#linux?.close();
  }

  readonly #onEvent: EventHandler = (name, data) => {
    this.#life.onEvent(name, data);
    this.schedule.hurry();
  };

  #lookAtState(): 'gone' | 'stopped' | undefined {
    if (this.#hasEnded) return 'gone';
    const state = this.#state;
    return state === 'T' || state === 't' ? 'stopped' : undefined;
  }

  async #begin(lane: 'fast' | 'slow', work: () => Promise<void>): Promise<void> {
    const promise = work();
    this.#exchange = { promise, lane, sinceMs: performance.now() };
    try {
      await promise;
    } finally {
      this.#exchange = undefined;
    }
  }

  async #askFast(): Promise<void> {
    const beganMs = performance.now();
    const wasHeld = this.#link.isHeld;
    const client = await this.#link.open();
    if ('kind' in client) {
      this.#learnt = { ...NOTHING, problem: client };
      return;
    }
    const failures = new PartFailures();
    const before = wasHeld ? client.sent : NOTHING_SENT;
    if (!wasHeld) this.#answerer.begin();
    const vcpus = this.#answerer.needsVcpus(this.#link.asked, this.#context.tables.get());
    const timeoutMs = this.#context.settings.commandMs;
    const guest = await this.#questions.sampleFast(client, { timeoutMs, vcpus }, failures);
    if (vcpus && guest.vcpus !== undefined && this.process !== undefined) this.#answerer.prove();
    const cost = this.#costOf(client, before, beganMs);
    if (guest.runState === undefined) {
      const error = failures.errorOf('status') ?? new Error(NO_STATUS);
      this.#learnt = { ...NOTHING, problem: await this.#link.giveUp(client, error) };
      return;
    }
    // Limits outlast sweeps: what it said before it fell silent may be of one before.
    const isOfThisSweep = (guest.monotonicSeconds ?? 0) * 1000 >= this.#sweepBeganMs;
    this.#learnt = isOfThisSweep ? { qemu: guest, cost, problem: undefined } : NOTHING;
    if (!this.target.isNamed && this.process && !ownsVcpus(this.process, guest)) {
      this.#disown(client.address);
    } else if (this.#life.onAnswer(guest)) this.schedule.hurry();
    const { timeout } = failures;
    if (timeout === undefined) return this.#link.release(client);
    this.#hasFallenSilent = true;
    const problem = await this.#link.giveUp(client, timeout);
    if (!isOfThisSweep) this.#learnt = { ...NOTHING, problem };
  }

  async #askSlow(): Promise<void> {
    const { meter, settings } = this.#context;
    const beganMs = performance.now();
    const wasHeld = this.#link.isHeld;
    const client = await this.#link.open();
    if ('kind' in client) {
      this.schedule.postpone();
      return;
    }
    // Who answers on a new connection is told by the fast lane.
    if (!wasHeld && this.#link.isHeld) this.#answerer.begin();
    meter.beginSlow();
    const before = wasHeld ? client.sent : NOTHING_SENT;
    const failures = new PartFailures();
    await this.#questions.sampleSlow(client, { timeoutMs: settings.commandMs }, failures);
    const { seconds } = this.#costOf(client, before, beganMs);
    const error = failures.errorOf('disk sizes');
    // A QEMU that refuses the question has answered it.
    const isAnswered = error === undefined || error instanceof CommandError;
    await (isAnswered ? this.#link.release(client) : this.#link.giveUp(client, error));
    if (settings.agent && this.target.agent) {
      const { procRoot } = settings;
      this.#agent = await askAgent(this.target, this.target.agent, { procRoot, signal: this.#link.signal });
    }
    if (settings.numa) await this.#linux?.readNuma();
    meter.endSlow(seconds, error === undefined);
    this.schedule.done(seconds * 1000, error === undefined);
  }

  #costOf(
    client: QmpClient,
    before: { readonly commands: number; readonly bytes: number },
    beganMs: number,
  ): QmpCost {
    const { commands, bytes } = client.sent;
    const sent = { commands: commands - before.commands, bytes: bytes - before.bytes };
    this.#context.meter.addRequests(sent);
    return {
      commands: sent.commands,
      requestBytes: sent.bytes,
      seconds: (performance.now() - beganMs) / 1000,
    };
  }

  get #unasked(): Problem {
    return { kind: 'failed', message: `${this.#where}: not asked: the sweep ended before its turn came` };
  }

  get #where(): string {
    const [monitor] = this.target.monitors;
    return monitor ? formatAddress(monitor.address) : `pid ${this.target.process?.pid}`;
  }

  #explainOccupied({ lane, sinceMs }: { readonly lane: 'fast' | 'slow'; readonly sinceMs: number }): Problem {
    const ms = performance.now() - sinceMs;
    // Until it has had time for an answer, what was wrong before still is.
    if (lane === 'fast' && ms < this.#context.settings.greetingMs && this.#link.obstacle) {
      return this.#link.obstacle;
    }
    const seconds = (ms / 1000).toFixed(1);
    const why =
      lane === 'fast'
        ? 'its QEMU hangs, or another client holds the monitor'
        : 'it reads the sizes of its disks, from slow storage maybe';
    return { kind: 'hung', message: `${this.#where}: no answer for ${seconds} s: ${why}` };
  }
}

/** Seen, or told by the kernel, without a wait. */
const PROMPT: ReadonlySet<ProblemKind> = new Set(['stopped', 'busy', 'denied', 'gone', 'no-monitor']);
const NOTHING: SweepResult = { qemu: undefined, cost: undefined, problem: undefined };
const NOTHING_SENT = { commands: 0, bytes: 0 } as const;
