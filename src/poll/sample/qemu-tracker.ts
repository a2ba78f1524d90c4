import type { SocketTables } from '../../discover/socket-tables.js';
import type { Target } from '../../discover/target.js';
import type { Problem } from '../../model/problem.js';
import type { RecentQemuEvents } from '../../model/qemu-event.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import type { QmpCost } from '../../model/self-sample.js';
import type { Session } from '../../model/session.js';
import type { QemuRelease } from '../../model/session-account.js';
import { problemOfForeign } from '../../monitor/explain.js';
import { Monitor } from '../../monitor/monitor.js';
import { isChange } from '../../monitor/monitor-events.js';
import { MonitorOwner, ownsVcpus } from '../../monitor/monitor-owner.js';
import type { ProcessProbe } from '../../monitor/probe-process.js';
import { CommandError, CommandTimeoutError } from '../../protocol/qmp/errors.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { type Address, formatAddress } from '../../protocol/transport/address.js';
import { PartFailures } from '../../support/part-failures.js';
import type { PollContext } from '../poll-settings.js';
import { RecentEvents } from '../recent-events.js';
import { SessionTracker } from '../session-tracker.js';
import { GuestSampler } from './guest-sampler.js';
import { hintsOf } from './machine-hints.js';
import type { ProcessTracker } from './process-tracker.js';
import { whyNoStatus } from './sample-once.js';
import { NO_RESULT, type SweepResult } from './sweep-result.js';

/** Which QEMU to track, and what it shares with the other guests. */
export interface QemuTrackerOptions {
  readonly target: Target;
  /** The guest's process: its threads prove which QEMU answers. */
  readonly linux: ProcessTracker | undefined;
  readonly context: PollContext;
  readonly newSession: (reason: string) => Session;
  /** What this sweep has already seen of the process. */
  readonly probeProcess: () => ProcessProbe | undefined;
  /** Whether to hold its monitor. */
  readonly wantsHold: () => boolean;
  /** Called when the parts of the slow lane may have changed. */
  readonly onChange: () => void;
}

const NOTHING_SENT = { commands: 0, bytes: 0 } as const;
/** How long to wait for a monitor that serves another client: briefly, because the next sweep tries again. */
const PATIENCE_MS = [30, 60] as const;

/** Tracks one QEMU over all sweeps: the hold on its monitor, its answers, and its guest's sessions. */
export class QemuTracker {
  readonly #options: QemuTrackerOptions;
  readonly #monitor: Monitor;
  readonly #owner: MonitorOwner;
  readonly #sampler: GuestSampler;
  readonly #sessions: SessionTracker;
  readonly #events = new RecentEvents();
  #result: SweepResult = NO_RESULT;
  #sweepBeganMs = 0;
  #version: QemuRelease | undefined;

  constructor(options: QemuTrackerOptions) {
    const { target, context, newSession, probeProcess, wantsHold, onChange } = options;
    this.#options = options;
    this.#sessions = new SessionTracker(newSession);
    this.#owner = new MonitorOwner(target);
    this.#monitor = new Monitor(target, context, {
      patienceMs: PATIENCE_MS,
      waitsElsewhere: true,
      probeProcess: target.process && probeProcess,
      wantsHold,
      onEvent: (name, data, atSeconds) => {
        this.#events.add(name, data, atSeconds);
        this.#sessions.onEvent(name, data);
        if (isChange(name)) onChange();
      },
    });
    // The settings may be replaced while the guest is polled.
    this.#sampler = new GuestSampler({
      get pollingSeconds() {
        return context.settings.pollingSeconds;
      },
      get slowCommandMs() {
        return context.settings.slowCommandMs;
      },
      get memoryBackends() {
        return context.settings.guestStats;
      },
      hints: hintsOf(target),
    });
  }

  /** The present session of the guest. */
  get session(): Session {
    return this.#sessions.session;
  }

  /** The result of this sweep so far. */
  get result(): SweepResult {
    return this.#result;
  }

  /** The sample of this sweep, with the newest parts of the slow lane. */
  get latest(): QemuSample | undefined {
    return this.#result.qemu && (this.#sampler.latest() ?? this.#result.qemu);
  }

  /** The last sample, of this sweep or an earlier one. */
  get lastGood(): QemuSample | undefined {
    const { lastAnswer } = this.#sessions;
    return lastAnswer && (this.#sampler.latest() ?? lastAnswer);
  }

  /** The version in its last greeting. */
  get version(): QemuRelease | undefined {
    return this.#version;
  }

  /** See {@link GuestSampler.backendBytes}. */
  get backendBytes(): readonly number[] {
    return this.#sampler.backendBytes;
  }

  /** What QEMU itself reported since they were last taken. */
  takeEvents(): RecentQemuEvents | undefined {
    return this.#events.take();
  }

  /** See {@link Monitor.obstacle}. */
  get obstacle(): Problem | undefined {
    return this.#monitor.obstacle;
  }

  /** See {@link Monitor.holdsLastFree}. */
  get holdsLastFree(): boolean {
    return this.#monitor.holdsLastFree;
  }

  /** Fires when the tracker is closed. */
  get signal(): AbortSignal {
    return this.#monitor.signal;
  }

  /** Whether the slow lane may ask: only after an answer in the fast lane of this sweep. */
  get canSampleSlow(): boolean {
    return this.#result.qemu !== undefined && this.#sampler.isIntroduced;
  }

  /** Clears the result of the last sweep, also when this one never gets to ask. */
  beginSweep(): void {
    this.#sweepBeganMs = performance.now();
    this.#result = NO_RESULT;
  }

  /** Replaces the result of this sweep by a problem, or by nothing. */
  setProblem(problem: Problem | undefined): void {
    this.#result = { ...NO_RESULT, problem };
  }

  /** Takes a fast sample. It is in {@link result} before the connection is released. */
  async sampleFast(): Promise<void> {
    const beganMs = performance.now();
    const wasHeld = this.#monitor.isHeld;
    const client = await this.#monitor.open();
    if ('kind' in client) return this.setProblem(client);
    this.#version = client.greeting.version;
    const failures = new PartFailures();
    const before = wasHeld ? client.sent : NOTHING_SENT;
    if (!wasHeld) this.#owner.begin();
    const qemu = await this.#ask(client, failures);
    const cost = this.#costOf(client, before, beganMs);
    if (qemu.runState === undefined) {
      const error = whyNoStatus(client.address, failures);
      return this.setProblem(await this.#monitor.giveUp(client, error));
    }
    await this.#take(client, qemu, cost, failures);
  }

  /** Asks for what may take long. Resolves to `undefined` when the monitor was not available. */
  async sampleSlow(): Promise<{ readonly seconds: number; readonly isGood: boolean } | undefined> {
    const { meter, settings } = this.#options.context;
    const beganMs = performance.now();
    const wasHeld = this.#monitor.isHeld;
    const client = await this.#monitor.open();
    if ('kind' in client) return undefined;
    // The fast lane proves which QEMU a new connection reaches.
    if (!wasHeld && this.#monitor.isHeld) this.#owner.begin();
    meter.beginSlow();
    const before = wasHeld ? client.sent : NOTHING_SENT;
    const failures = new PartFailures();
    await this.#sampler.sampleSlow(client, { timeoutMs: settings.commandMs }, failures);
    const { seconds } = this.#costOf(client, before, beganMs);
    const error = failures.errorOf('disk sizes');
    // A refusal is an answer too.
    const isAnswered = error === undefined || error instanceof CommandError;
    await (isAnswered ? this.#monitor.release(client) : this.#monitor.giveUp(client, error));
    return { seconds, isGood: error === undefined };
  }

  /**
   * Drops the result of this sweep when another QEMU may have answered, one that listens at the path by now.
   *
   * @param tables read after the answer
   */
  verify(tables: SocketTables): void {
    const { socket } = this.#monitor;
    if (!this.#result.qemu || !socket || this.#owner.verify(socket, tables)) return;
    // That is no proof against the socket: the next answer must prove by its vCPUs whose it is.
    this.#dropAnswers(socket.address);
    void this.#monitor.letGo();
  }

  /** Closes a held connection; the next sample makes another one. */
  letGo(): Promise<void> {
    return this.#monitor.letGo();
  }

  /** Closes the monitor. */
  close(): Promise<void> {
    return this.#monitor.close();
  }

  async #ask(client: QmpClient, failures: PartFailures): Promise<QemuSample> {
    const { context, linux } = this.#options;
    const vcpus = this.#owner.needsVcpus(this.#monitor.socket, context.tables.get());
    const options = { timeoutMs: context.settings.commandMs, vcpus };
    const qemu = await this.#sampler.sampleFast(client, options, failures);
    if (vcpus && qemu.vcpus !== undefined && linux?.sample !== undefined) this.#owner.prove();
    return qemu;
  }

  /** Makes an answer the result, and releases the connection. */
  async #take(client: QmpClient, qemu: QemuSample, cost: QmpCost, failures: PartFailures): Promise<void> {
    const { target, linux, onChange } = this.#options;
    // A timeout may outlast the sweep: the answers before it may belong to an earlier sweep.
    const isOfThisSweep = (qemu.monotonicSeconds ?? 0) * 1000 >= this.#sweepBeganMs;
    this.#result = isOfThisSweep ? { ...NO_RESULT, qemu, cost } : NO_RESULT;
    if (!target.isNamed && linux && !hasAnswered(linux, qemu)) {
      this.#dropAnswers(client.address);
      this.#monitor.disown();
    } else if (this.#sessions.onAnswer(qemu)) onChange();
    const timeout = failures.errors.find((error) => error instanceof CommandTimeoutError);
    if (timeout === undefined) return this.#monitor.release(client);
    this.#result = { ...this.#result, brokeOff: true };
    const problem = await this.#monitor.giveUp(client, timeout);
    if (!isOfThisSweep) this.#result = { ...NO_RESULT, problem, brokeOff: true };
  }

  #dropAnswers(address: Address): void {
    this.setProblem(problemOfForeign(formatAddress(address), this.#options.target.process?.pid));
    this.#sessions.forgetAnswers();
    this.#sampler.forget();
  }

  #costOf(
    client: QmpClient,
    before: { readonly commands: number; readonly bytes: number },
    beganMs: number,
  ): QmpCost {
    const commands = client.sent.commands - before.commands;
    const bytes = client.sent.bytes - before.bytes;
    this.#options.context.meter.addRequests({ commands, bytes });
    return { commands, requestBytes: bytes, seconds: (performance.now() - beganMs) / 1000 };
  }
}

/**
 * Whether the answer may be that of the process. Its threads are read again before they deny it: a QEMU that starts opens its
 * monitors before it has vCPUs, and answers when it has them.
 */
function hasAnswered(process: ProcessTracker, qemu: QemuSample): boolean {
  if (process.sample === undefined || ownsVcpus(process.sample, qemu)) return true;
  process.read();
  return process.sample !== undefined && ownsVcpus(process.sample, qemu);
}
