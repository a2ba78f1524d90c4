import type { SocketTables } from '../discover/socket-tables.js';
import type { Target } from '../discover/target.js';
import type { CgroupSample } from '../model/cgroup-sample.js';
import type { LinuxSample } from '../model/linux-sample.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import type { PartFailure, QemuSample } from '../model/qemu-sample.js';
import type { Session } from '../model/session.js';
import type { AgentFacts } from '../model/snapshot.js';
import type { ProcessProbe } from '../monitor/probe.js';
import { askAgent } from '../monitor/with-agent.js';
import { formatAddress } from '../protocol/transport/address.js';
import type { PollContext } from './poll-settings.js';
import type { HostReader } from './sample/host-reader.js';
import type { ProcessTracker } from './sample/process-tracker.js';
import { QemuTracker } from './sample/qemu-tracker.js';
import type { SweepResult } from './sample/sweep-result.js';
import { SlowSchedule } from './slow-schedule.js';

/** One exchange with a QEMU that is under way. */
interface Exchange {
  readonly promise: Promise<void>;
  readonly lane: 'fast' | 'slow';
  readonly sinceMs: number;
}

/** What a sweep saw of the process before it asked QEMU. */
type ProcessState = 'running' | ProcessProbe;

/**
 * One guest over all sweeps: its process, its QEMU, and what is kept of both.
 *
 * At most one exchange with its QEMU is under way at any time; one that outlasts its sweep goes on by itself, and the
 * next sweep finds the guest occupied instead of asking again.
 */
export class PolledGuest {
  readonly target: Target;
  /** The name given in the configuration. */
  givenName: string | undefined;
  readonly schedule: SlowSchedule;
  readonly #context: PollContext;
  readonly #linux: ProcessTracker | undefined;
  readonly #qemu: QemuTracker;
  #exchange: Exchange | undefined;
  #agent: AgentFacts | undefined;
  #process: ProcessState = 'running';
  #isTrusted = true;

  constructor(
    target: Target,
    givenName: string | undefined,
    linux: ProcessTracker | undefined,
    context: PollContext,
    newSession: (reason: string) => Session,
  ) {
    this.target = target;
    this.givenName = givenName;
    this.#linux = linux;
    this.#context = context;
    this.schedule = new SlowSchedule(() => context.settings.slowIntervalMs);
    this.#qemu = new QemuTracker({
      ...{ target, linux, context, newSession },
      probeProcess: () => (this.#process === 'running' ? undefined : this.#process),
      onChange: () => this.schedule.hurry(),
    });
  }

  /**
   * Whether this sweep should wait for it: not for one that kept the last sweep waiting. Any other problem is seen at once,
   * and when it is over the guest answers.
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
    return this.#qemu.session;
  }

  /** What QEMU said last, in this sweep or before. */
  get lastGood(): QemuSample | undefined {
    return this.#qemu.lastGood;
  }

  get agent(): AgentFacts | undefined {
    return this.#agent;
  }

  /** What this sweep has found out so far; while an exchange is under way, that. */
  get result(): SweepResult {
    const { result } = this.#qemu;
    if (result.qemu || result.problem) return result;
    return { ...result, problem: this.#exchange ? this.#explainOccupied(this.#exchange) : this.#unasked };
  }

  /** The sample of {@link result}, with what the slow lane has found out since. */
  get latest(): QemuSample | undefined {
    return this.#qemu.latest;
  }

  /** Begins a sweep by probing the process; false when it has ended. */
  beginSweep(): boolean {
    const { problem, brokeOff } = this.#qemu.result;
    this.#isTrusted = !brokeOff && (problem === undefined || PROMPT.has(problem.kind));
    this.#qemu.beginSweep();
    if (this.#linux === undefined) return true;
    const state = this.#linux.look();
    this.#process = state === undefined ? 'gone' : state === 'T' || state === 't' ? 'stopped' : 'running';
    // The process's threads prove whether its QEMU is the one that answers.
    if (this.#process !== 'gone' && this.#linux.sample === undefined) this.#linux.read();
    return this.#process !== 'gone';
  }

  /** Reads what Linux knows of the process, while its QEMU works on the answer. */
  readProcess(host: HostReader): void {
    this.#linux?.read();
    // At the same time, so that the rates of both are over the same time.
    if (this.target.process && this.#process !== 'gone') host.readTraffic(this.target.process);
  }

  /**
   * The fast lane: asks what moves. Never rejects. Resolves when the guest has answered, or is known not to; a sweep that
   * does not wait for that takes what {@link result} has.
   *
   * @param sweep fires when the sweep ends: then it is too late to ask
   */
  async ask(sweep: AbortSignal): Promise<void> {
    if (sweep.aborted) return;
    const occupied = this.#exchange;
    this.#qemu.setProblem(occupied && this.#explainOccupied(occupied));
    if (occupied) {
      // A QEMU that hangs may do so for hours; a slow answer mostly comes in a moment.
      if (occupied.lane === 'fast') return;
      await occupied.promise;
      if (sweep.aborted || this.#exchange) return;
    }
    await this.#begin('fast', () => this.#qemu.sampleFast());
  }

  /** See {@link QemuTracker.verify}. */
  verify(tables: SocketTables): void {
    this.#qemu.verify(tables);
  }

  /** The slow lane: asks what may take long. Never rejects; does nothing while the guest is occupied or does not answer. */
  async askSlow(): Promise<void> {
    if (this.#exchange || this.#process === 'gone' || !this.#qemu.canSampleSlow) {
      this.schedule.postpone();
      return;
    }
    await this.#begin('slow', () => this.#askSlow());
  }

  /** Leaves nothing open. */
  async close(): Promise<void> {
    await this.#qemu.close();
    await this.#exchange?.promise;
    this.#linux?.close();
  }

  async #begin(lane: Exchange['lane'], work: () => Promise<void>): Promise<void> {
    const promise = work();
    this.#exchange = { promise, lane, sinceMs: performance.now() };
    try {
      await promise;
    } finally {
      this.#exchange = undefined;
    }
  }

  async #askSlow(): Promise<void> {
    const { meter, settings } = this.#context;
    const asked = await this.#qemu.sampleSlow();
    if (asked === undefined) {
      this.schedule.postpone();
      return;
    }
    if (settings.agent && this.target.agent) {
      const { procRoot } = settings;
      this.#agent = await askAgent(this.target, { procRoot, signal: this.#qemu.signal });
    }
    if (settings.numa) await this.#linux?.readNuma();
    meter.endSlow(asked.seconds, asked.isGood);
    this.schedule.done(asked.seconds * 1000, asked.isGood);
  }

  get #unasked(): Problem {
    return { kind: 'failed', message: `${this.#where}: not asked: the sweep ended before its turn came` };
  }

  get #where(): string {
    const [socket] = this.target.monitors;
    return socket ? formatAddress(socket.address) : `pid ${this.target.process?.pid}`;
  }

  #explainOccupied({ lane, sinceMs }: Exchange): Problem {
    const ms = performance.now() - sinceMs;
    // Until it has had time for an answer, what was wrong before still is.
    const { obstacle } = this.#qemu;
    if (lane === 'fast' && ms < this.#context.settings.greetingMs && obstacle) return obstacle;
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
