import { whereIs } from '../discover/name-target.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { LIMITS } from '../model/limits.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import { CommandTimeoutError, GreetingTimeoutError } from '../protocol/qmp/errors.js';
import { QmpClient } from '../protocol/qmp/qmp-client.js';
import { connect } from '../protocol/transport/connect.js';
import { Backoff } from '../support/backoff.js';
import { debug } from '../support/debug.js';
import { problemOfNoMonitor, problemOfProcess } from './explain.js';
import { listenToEvents } from './monitor-events.js';
import type { MonitorContext, MonitorOptions } from './monitor-options.js';
import { describeState, type MonitorState, obstacleOf } from './monitor-state.js';
import { probeProcess } from './probe-process.js';
import { ProblemExplainer } from './problem-explainer.js';
import { SocketChooser } from './socket-chooser.js';

/** On this host an attempt costs almost nothing, and a guest that has recovered should be back soon. */
const RETRY_HERE = { baseMs: 500, capMs: 4000 };
const RETRY_ELSEWHERE = { baseMs: 1000, capMs: 30_000 };
/** What prevents a connection to one socket of a QEMU, and not to another one. */
const PASSED_OVER: ReadonlySet<ProblemKind> = new Set(['busy', 'denied', 'gone', 'foreign'] as const);

/**
 * The hold on one QEMU's monitor, over any number of uses: each is an {@link open}, then a {@link release} or a
 * {@link giveUp}. At most one connection of ours ever waits at a monitor: its sockets are probed before connecting, when
 * /proc shows them.
 */
export class Monitor implements AsyncDisposable {
  readonly #target: Target;
  readonly #context: MonitorContext;
  readonly #options: MonitorOptions;
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  readonly #sockets: SocketChooser;
  readonly #explainer: ProblemExplainer;
  #state: MonitorState = { name: 'idle' };
  #holdsLastFree = false;
  #opening: Promise<QmpClient | Problem> | undefined;

  constructor(target: Target, context: MonitorContext, options: MonitorOptions) {
    this.#target = target;
    this.#context = context;
    this.#options = options;
    this.#sockets = new SocketChooser(target, context);
    this.#explainer = new ProblemExplainer(target, context);
    const isHere = target.monitors.every(({ address }) => address.type === 'unix');
    this.#backoff = new Backoff(isHere ? RETRY_HERE : RETRY_ELSEWHERE);
  }

  /** The present state. */
  get state(): MonitorState {
    return this.#state;
  }

  /** Whether a connection is held, which delivers QEMU's events. */
  get isHeld(): boolean {
    return this.#state.name === 'held';
  }

  /** Whether no other socket of the QEMU was free when this one was taken to be held: other clients find none. */
  get holdsLastFree(): boolean {
    return this.#holdsLastFree && this.#wantsHold;
  }

  /** The problem that prevents a connection now, or did so at the last {@link open}. */
  get obstacle(): Problem | undefined {
    return obstacleOf(this.#state);
  }

  /** The socket that was connected to last. */
  get socket(): MonitorSocket | undefined {
    return this.#sockets.last;
  }

  /** Fires when {@link close} is called. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Connects to the first free socket, or returns the present connection; attempts at one time are one attempt. Resolves to
   * the problem when no socket is free, or it is too early for another attempt. Never rejects.
   */
  open(): Promise<QmpClient | Problem> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<QmpClient | Problem> {
    const obstacle = this.#blockedBy();
    if (obstacle) return obstacle;
    const state = this.#state;
    if ('client' in state) {
      this.#explainer.onAsked();
      return state.client;
    }
    if (state.name === 'backing-off' && performance.now() < state.retryAtMs) return state.problem;
    const passed = new Map<MonitorSocket, Problem>();
    for (;;) {
      const socket = await this.#choose(state, passed);
      if ('kind' in socket) return socket;
      const client = await this.#connect(socket, state);
      if (!('kind' in client) || !PASSED_OVER.has(client.kind)) return client;
      passed.set(socket, client);
    }
  }

  /** Ends the use of a connection on which nothing failed; closes it unless it is held. */
  async release(client: QmpClient): Promise<void> {
    this.#explainer.onAnswered();
    this.#backoff.reset();
    // A connection from before `hold` was set has no listeners: it is closed, and the next one gets them.
    if (this.isHeld && this.#wantsHold && !this.#stop.signal.aborted) return;
    await this.#end(client, { name: 'idle' });
  }

  /** Closes a connection that is held between two uses: the next {@link open} makes another one. */
  async letGo(): Promise<void> {
    const state = this.#state;
    if (state.name === 'held') await this.#end(state.client, { name: 'idle' });
  }

  /** Closes the connection to a socket that leads to another QEMU; it is not used again as long as there is another one. */
  disown(): void {
    if (this.#sockets.last) this.#sockets.disown(this.#sockets.last);
    const state = this.#state;
    if (state.name === 'held') void this.#end(state.client, { name: 'idle' });
  }

  /** Closes a connection on which something failed. Resolves to what the error means for the guest. */
  async giveUp(client: QmpClient, error: unknown): Promise<Problem> {
    if (this.#context.meter) this.#context.meter.abandoned++;
    const { address } = client;
    const socket = this.#target.monitors.find((candidate) => candidate.address === address);
    const problem = this.#fail(socket ?? { address, listening: undefined }, error);
    await client.close();
    this.#explainer.onClosed();
    return problem;
  }

  /** Closes the connection, for good; a use in progress ends with an error. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('the monitor was closed'));
    const state = this.#state;
    this.#become({ name: 'closed' });
    if ('client' in state) await state.client.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Why the process cannot answer at all. A held connection survives while its process is stopped. */
  #blockedBy(): Problem | undefined {
    const { procRoot } = this.#context.settings;
    const hasMonitor = this.#target.monitors.length > 0;
    const probe = hasMonitor
      ? (this.#options.probeProcess?.() ?? probeProcess(procRoot, this.#target))
      : undefined;
    if (hasMonitor && probe === undefined) return undefined;
    const problem = probe ? problemOfProcess(this.#target, probe) : problemOfNoMonitor(this.#target);
    if (!this.isHeld) this.#become({ name: 'blocked', problem });
    return problem;
  }

  /**
   * Chooses a free socket. A monitor that was unavailable the last time gets one probe, without pauses.
   *
   * @param passed the sockets that could not be connected to just now, and why
   */
  async #choose(
    before: MonitorState,
    passed: ReadonlyMap<MonitorSocket, Problem>,
  ): Promise<MonitorSocket | Problem> {
    const wasOff = before.name === 'backing-off';
    const chosen = await this.#sockets.choose({
      passed: new Set(passed.keys()),
      patienceMs: wasOff || passed.size > 0 ? [] : this.#options.patienceMs,
      // An earlier reading would show our own last connection.
      notBeforeMs: this.#explainer.closedAtMs,
      signal: this.#anySignal(),
      onBusy: (first) => {
        if (!wasOff) this.#become({ name: 'probing', problem: this.#explainer.explainObstacle(first) });
      },
    });
    if (chosen && 'address' in chosen) return chosen;
    // The reason of the first one: it is the monitor that the user knows.
    const [first] = this.#sockets.candidates;
    const ofFirst = first && passed.get(first);
    const problem =
      ofFirst ?? (chosen ? this.#explainer.explainObstacle(chosen) : problemOfNoMonitor(this.#target));
    const last = this.#state;
    const retryAtMs = last.name === 'backing-off' && passed.size > 0 ? last.retryAtMs : 0;
    this.#become({ name: 'backing-off', problem, retryAtMs });
    return problem;
  }

  async #connect(socket: MonitorSocket, before: MonitorState): Promise<QmpClient | Problem> {
    const { meter } = this.#context;
    const obstacle = before.name === 'backing-off' ? before.problem : undefined;
    this.#become({ name: 'opening', socket, before: obstacle });
    this.#sockets.last = socket;
    this.#explainer.onAsked();
    try {
      const client = await this.#greet(socket);
      if (meter && (obstacle || before.name === 'lost')) meter.reconnects++;
      if (this.#stop.signal.aborted) await client.close();
      else this.#use(socket, client);
      return client;
    } catch (error) {
      return this.#fail(socket, error);
    }
  }

  async #greet(socket: MonitorSocket): Promise<QmpClient> {
    const { greetingMs, commandMs } = this.#context.settings;
    const { control, unstable, waitsElsewhere, tap = (stream) => stream } = this.#options;
    const signal = this.#anySignal();
    const stream = await connect(socket.address, { signal });
    return QmpClient.over(tap(stream), socket.address, {
      greetingTimeoutMs: socket.listening || !waitsElsewhere ? greetingMs : Number.POSITIVE_INFINITY,
      commandTimeoutMs: commandMs,
      maxFrameBytes: LIMITS.replyBytes,
      control,
      unstable,
      signal,
    });
  }

  #use(socket: MonitorSocket, client: QmpClient): void {
    const hold = this.#wantsHold;
    this.#holdsLastFree = hold && !this.#sockets.isOtherFree(socket);
    this.#become({ name: hold ? 'held' : 'open', socket, client });
    if (hold && this.#options.onEvent) listenToEvents(client, this.#options.onEvent);
    // It never rejects; the next use finds out why the connection ended.
    void client.closed.then(() => {
      if ('client' in this.#state && this.#state.client === client) this.#become({ name: 'lost' });
    });
  }

  async #end(client: QmpClient, next: MonitorState): Promise<void> {
    this.#become(next);
    await client.close();
    this.#explainer.onClosed();
  }

  #fail(socket: MonitorSocket, error: unknown): Problem {
    const { meter } = this.#context;
    if (meter && (error instanceof GreetingTimeoutError || error instanceof CommandTimeoutError))
      meter.timeouts++;
    const { problem, mayProbe } = this.#explainer.explainError(socket, error);
    const retryAtMs = mayProbe ? 0 : performance.now() + this.#backoff.next();
    this.#become({ name: 'backing-off', problem, retryAtMs });
    return problem;
  }

  get #wantsHold(): boolean {
    return this.#options.wantsHold?.() ?? this.#context.settings.hold;
  }

  #anySignal(): AbortSignal {
    const { signal } = this.#options;
    return signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
  }

  /** Every change of state goes through here. */
  #become(next: MonitorState): void {
    const before = this.#state;
    if (before.name === 'closed') return;
    this.#state = next;
    debug(() => {
      const [was, is] = [describeState(before), describeState(next)];
      return was === is ? undefined : `${whereIs(this.#target)}: ${is}`;
    });
  }
}
