import { whereIs } from '../discover/name-target.js';
import type { GivenNames } from '../discover/named-monitor.js';
import type { SocketTables } from '../discover/socket-tables.js';
import type { Target } from '../discover/target.js';
import type { CgroupSample } from '../model/cgroup-sample.js';
import type { LoanEnd } from '../model/lending.js';
import type { LinuxSample } from '../model/linux-sample.js';
import type { Problem } from '../model/problem.js';
import type { RecentQemuEvents } from '../model/qemu-event.js';
import type { PartFailure, QemuSample } from '../model/qemu-sample.js';
import type { Session } from '../model/session.js';
import type { SessionAccount } from '../model/session-account.js';
import type { AgentFacts } from '../model/snapshot.js';
import { judgeProcess, type ProcessProbe } from '../monitor/probe-process.js';
import { askAgent } from '../monitor/with-agent.js';
import { GuestAccount } from './account/guest-account.js';
import { type Exchange, explainOccupied, type Lane, type Past, pastOf, startExchange } from './exchange.js';
import type { Loan } from './lend/loan.js';
import { problemOfLoan } from './lend/problem-of-loan.js';
import type { PollContext } from './poll-settings.js';
import type { HostReader } from './sample/host-reader.js';
import type { ProcessTracker } from './sample/process-tracker.js';
import { QemuTracker } from './sample/qemu-tracker.js';
import type { SweepResult } from './sample/sweep-result.js';
import { SlowSchedule } from './slow-schedule.js';

/** The state of the process at the start of a sweep. */
type ProcessState = 'running' | ProcessProbe;

/**
 * One guest over all sweeps: the trackers of its process and its QEMU, and the two lanes in which it is asked.
 *
 * At most one exchange with its QEMU is in progress at any time. One that outlasts its sweep continues; the next sweep then
 * reports the guest as occupied instead of asking again. While its monitor is lent, there is none.
 */
export class PolledGuest {
  readonly target: Target;
  /** What a user has given its monitor, besides the address. */
  given: GivenNames | undefined;
  /** Whether to hold its monitor; `undefined`: as the settings say for all. */
  hold: boolean | undefined;
  readonly schedule: SlowSchedule;
  readonly #context: PollContext;
  readonly #linux: ProcessTracker | undefined;
  readonly #qemu: QemuTracker;
  #exchange: Exchange | undefined;
  #agent: AgentFacts | undefined;
  #process: ProcessState = 'running';
  #past: Past = 'prompt';
  #loan: Loan | undefined;
  #account: GuestAccount | undefined;

  constructor(
    target: Target,
    given: GivenNames | undefined,
    linux: ProcessTracker | undefined,
    context: PollContext,
    newSession: (reason: string) => Session,
  ) {
    this.target = target;
    this.given = given;
    this.#linux = linux;
    this.#context = context;
    this.schedule = new SlowSchedule(() => context.settings.slowIntervalMs);
    this.#qemu = new QemuTracker({
      ...{ target, linux, context, newSession },
      probeProcess: () => (this.#process === 'running' ? undefined : this.#process),
      wantsHold: () => this.hold ?? context.settings.hold,
      onChange: () => this.schedule.hurry(),
    });
  }

  /**
   * Whether this sweep should wait for the guest: false when it kept the last sweep waiting. Other problems are noticed
   * without a wait, and the guest answers as soon as they are over.
   */
  get isTrusted(): boolean {
    return this.#past === 'prompt';
  }

  /** The process in this sweep; `undefined` when it has ended, or is on another host. */
  get process(): LinuxSample | undefined {
    return this.#linux?.sample;
  }

  /** The process's control group in this sweep. */
  get cgroup(): CgroupSample | undefined {
    return this.#linux?.cgroup;
  }

  /** The parts of the process that exist and could not be read. */
  get hostFailures(): readonly PartFailure[] {
    return this.#linux?.failures ?? [];
  }

  /** Whether its monitor is held for its own sake, and was the last free one: other clients find none. */
  get holdsLastFree(): boolean {
    return this.hold === true && this.#qemu.holdsLastFree;
  }

  /** The loan of its monitor, until that ends. */
  get loan(): Loan | undefined {
    return this.#loan?.isActive ? this.#loan : undefined;
  }

  get session(): Session {
    return this.#qemu.session;
  }

  /** QEMU's last answer, of this sweep or an earlier one. */
  get lastGood(): QemuSample | undefined {
    return this.#qemu.lastGood;
  }

  /** What its session has counted; `undefined` where the settings do not ask for it. To be taken once a sweep. */
  takeAccount(): SessionAccount | undefined {
    if (!this.#context.settings.guestStats) return undefined;
    this.#account ??= new GuestAccount(this.#context.accounts);
    const { session, process: linux, cgroup } = this;
    const machine = this.#qemu.latest ?? this.lastGood;
    return this.#account.take({ session, linux, cgroup, machine, qemuVersion: this.#qemu.version });
  }

  /** What QEMU itself reported since the last sweep. */
  takeEvents(): RecentQemuEvents | undefined {
    return this.#qemu.takeEvents();
  }

  /** The last answer of the guest agent. */
  get agent(): AgentFacts | undefined {
    return this.#agent;
  }

  /** What this sweep has found out so far, or why that is nothing yet. */
  get result(): SweepResult {
    const { result } = this.#qemu;
    if (result.qemu) return result;
    const { loan } = this;
    if (loan) return { ...result, problem: problemOfLoan(whereIs(this.target), loan.borrower) };
    if (result.problem) return result;
    return { ...result, problem: this.#exchange ? this.#explainOccupied(this.#exchange) : this.#unasked };
  }

  /** The sample in {@link result}, with the newest parts of the slow lane. */
  get latest(): QemuSample | undefined {
    return this.#qemu.latest;
  }

  /** Begins a sweep by probing the process; false when it has ended. */
  beginSweep(): boolean {
    const { problem, brokeOff } = this.#qemu.result;
    this.#past = brokeOff ? 'silent' : pastOf(problem?.kind);
    this.#qemu.beginSweep();
    if (this.#linux === undefined) return true;
    this.#process = judgeProcess(this.target, this.#linux.probe()) ?? 'running';
    // The threads of the process prove which QEMU answers.
    if (this.#process !== 'gone' && this.#linux.sample === undefined) this.#linux.read();
    return this.#process !== 'gone';
  }

  /** Reads the process and its traffic, while its QEMU works on the answer. */
  readProcess(host: HostReader): void {
    this.#linux?.read();
    // Both at one time, so that their rates cover the same interval.
    if (this.target.process && this.#process !== 'gone') host.readTraffic(this.target.process);
  }

  /**
   * The fast lane: asks for what changes all the time. Never rejects. Resolves when the guest has answered, or is known not
   * to; {@link result} may be taken before.
   *
   * @param sweep fires when the sweep ends; nothing is asked after that
   */
  async ask(sweep: AbortSignal): Promise<void> {
    if (sweep.aborted || this.loan) return;
    const occupied = this.#exchange;
    this.#qemu.setProblem(occupied && this.#explainOccupied(occupied));
    if (occupied) {
      // A fast exchange that outlasts its sweep means a hang, maybe for hours; a slow one usually ends in a moment.
      if (occupied.lane === 'fast') return;
      await occupied.promise;
      if (sweep.aborted || this.#exchange || this.loan) return;
    }
    await this.#begin('fast', () => this.#qemu.sampleFast());
  }

  /** See {@link QemuTracker.verify}. */
  verify(tables: SocketTables): void {
    this.#qemu.verify(tables);
  }

  /** The slow lane: asks for what may take long. Never rejects; does nothing while the guest is occupied or does not answer. */
  async askSlow(): Promise<void> {
    if (this.#exchange || this.loan || this.#process === 'gone' || !this.#qemu.canSampleSlow) {
      this.schedule.postpone();
      return;
    }
    await this.#begin('slow', () => this.#askSlow());
  }

  /**
   * Lends its monitor: finishes the exchange in progress, lets go of the connection, and asks nothing until the loan ends.
   * Resolves when the borrower has the monitor, or the loan has ended before. Never rejects.
   */
  async lend(loan: Loan): Promise<void> {
    this.#loan = loan;
    void loan.ended.then(() => this.schedule.hurry());
    await this.#exchange?.promise.catch(() => undefined);
    if (loan.isActive) await this.#begin('letting-go', () => this.#qemu.letGo());
    loan.begin();
  }

  /** Takes over the loan of the same guest as it was known before: its sockets have changed since. */
  inheritLoan(before: PolledGuest): void {
    this.#loan = before.#loan;
    before.#loan = undefined;
  }

  /** Ends the exchange in progress and the loan, and closes the monitor and the files. */
  async close(why: LoanEnd = 'gone'): Promise<void> {
    this.#loan?.end(why);
    await this.#qemu.close();
    await this.#exchange?.promise;
    this.#linux?.close();
  }

  async #begin(lane: Lane, work: () => Promise<void>): Promise<void> {
    const promise = work();
    this.#exchange = startExchange(promise, lane);
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
    if (settings.guestStats) await this.#readDetails();
    meter.endSlow(asked.seconds, asked.isGood);
    this.schedule.done(asked.seconds * 1000, asked.isGood);
  }

  async #readDetails(): Promise<void> {
    const { backendBytes, latest } = this.#qemu;
    const { process } = this.target;
    if (process) await this.#context.tapLimits.read(process, latest?.nics);
    const vcpuThreads = new Set((latest?.vcpus ?? []).map(({ threadId }) => threadId));
    await this.#linux?.readDetails({ backendBytes, vcpuThreads, numa: this.#context.settings.numa });
  }

  get #unasked(): Problem {
    return {
      kind: 'late',
      message: `${whereIs(this.target)}: not asked yet: the sweep ended before its turn came`,
    };
  }

  #explainOccupied(exchange: Exchange): Problem {
    const { greetingMs } = this.#context.settings;
    const { obstacle } = this.#qemu;
    return explainOccupied(this.target, exchange, { past: this.#past, obstacle, greetingMs });
  }
}
