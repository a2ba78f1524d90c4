import type { Duplex } from 'node:stream';
import type { SocketTableCache } from '../discover/socket-table-cache.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { LIMITS } from '../model/limits.js';
import type { Problem } from '../model/problem.js';
import { CommandTimeoutError, GreetingTimeoutError } from '../protocol/qmp/errors.js';
import { QmpClient } from '../protocol/qmp/qmp-client.js';
import { formatAddress } from '../protocol/transport/address.js';
import { connect } from '../protocol/transport/connect.js';
import { Backoff } from '../support/backoff.js';
import { debug } from '../support/debug.js';
import { chooseSocket } from './choose-socket.js';
import { problemOf, problemOfNoMonitor, problemOfProbe, problemOfSilence } from './explain.js';
import { listenToEvents, type MonitorEventHandler } from './monitor-events.js';
import { describeState, type MonitorState, obstacleOf } from './monitor-state.js';
import { type ProcessProbe, probeAfterSilence, probeProcess } from './probe.js';

export interface MonitorSettings {
  /** Where /proc is mounted. */
  readonly procRoot: string;
  readonly greetingMs: number;
  readonly commandMs: number;
  /** Whether a connection outlasts its use, and so keeps every other client out. */
  readonly hold: boolean;
}

/** What several monitors share. The settings may be replaced meanwhile. */
export interface MonitorContext {
  readonly settings: MonitorSettings;
  readonly tables: SocketTableCache;
  /** Counts what goes wrong. */
  readonly meter?: { timeouts: number; reconnects: number; abandoned: number } | undefined;
}

export interface MonitorOptions {
  /** See the option of the same name of {@link QmpClientOptions}. */
  readonly control?: boolean | undefined;
  readonly unstable?: boolean | undefined;
  /** Pauses before further probes of a monitor that serves another client. */
  readonly patienceMs: readonly number[];
  /**
   * On another host a monitor cannot be probed: a connection that is not served is then kept until it is, instead of being
   * given up and queued anew.
   */
  readonly waitsElsewhere?: boolean | undefined;
  /** Probes the process more cheaply than by its pid. */
  readonly probeProcess?: (() => ProcessProbe | undefined) | undefined;
  /** Called for QEMU's events while a connection is held. */
  readonly onEvent?: MonitorEventHandler | undefined;
  /** Stands between the client and the socket, to record what passes. */
  readonly tap?: ((stream: Duplex) => Duplex) | undefined;
  /** Ends connecting. */
  readonly signal?: AbortSignal | undefined;
}

/** The longest that a timer can be set to, 24 days. */
const FOR_EVER_MS = 2 ** 31 - 1;
/** A probe that explains a silence is shared by those that fell silent within this time. */
const SHARED_MS = 20;
/** On this host a try costs next to nothing, and a guest that is well again should be back soon. */
const RETRY_HERE = { baseMs: 500, capMs: 4000 };
const RETRY_ELSEWHERE = { baseMs: 1000, capMs: 30_000 };

/**
 * The hold on one QEMU's monitor, over any number of uses: each is an {@link open} and then a {@link release} or a
 * {@link giveUp}. At most one connection of ours ever waits at a monitor: where /proc shows its sockets, they are probed
 * before connecting.
 */
export class Monitor implements AsyncDisposable {
  readonly #target: Target;
  readonly #context: MonitorContext;
  readonly #options: MonitorOptions;
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  #state: MonitorState = { name: 'idle' };
  #lastSocket: MonitorSocket | undefined;
  /** Since when nothing has come, by performance.now(): a connection that was given up may still be in QEMU's hands. */
  #silentSinceMs: number | undefined;
  #closedAtMs = Number.NEGATIVE_INFINITY;

  constructor(target: Target, context: MonitorContext, options: MonitorOptions) {
    this.#target = target;
    this.#context = context;
    this.#options = options;
    const isHere = target.monitors.every(({ address }) => address.type === 'unix');
    this.#backoff = new Backoff(isHere ? RETRY_HERE : RETRY_ELSEWHERE);
  }

  get state(): MonitorState {
    return this.#state;
  }

  /** Whether a connection is held, on which QEMU's events come. */
  get isHeld(): boolean {
    return this.#state.name === 'held';
  }

  /** What keeps {@link open} from connecting just now, or did so the last time. */
  get obstacle(): Problem | undefined {
    return obstacleOf(this.#state);
  }

  /** The socket that was connected to last. */
  get socket(): MonitorSocket | undefined {
    return this.#lastSocket;
  }

  /** Fires when {@link close} is called. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Connects to the first socket that is free, or returns the connection that is held. Resolves to the reason where none is
   * free, or it is too early for another try. Never rejects.
   */
  async open(): Promise<QmpClient | Problem> {
    const obstacle = this.#blockedBy();
    if (obstacle) return obstacle;
    const state = this.#state;
    if (state.name === 'held') return state.client;
    if (state.name === 'backing-off' && performance.now() < state.retryAtMs) return state.problem;
    const socket = await this.#choose(state);
    return 'kind' in socket ? socket : this.#connect(socket, state);
  }

  /** Lets go of a connection on which all went well, unless it is to be held. */
  async release(client: QmpClient): Promise<void> {
    this.#silentSinceMs = undefined;
    this.#backoff.reset();
    // One that was made before it was to be held has no listeners: the next one will have them.
    if (this.isHeld && this.#context.settings.hold && !this.#stop.signal.aborted) return;
    await this.#end(client, { name: 'idle' });
  }

  /** Ends a connection that leads to another QEMU. */
  disown(): void {
    const state = this.#state;
    if (state.name === 'held') void this.#end(state.client, { name: 'idle' });
  }

  /** Gives up a connection on which something went wrong; resolves to what that means for the guest. */
  async giveUp(client: QmpClient, error: unknown): Promise<Problem> {
    if (this.#context.meter) this.#context.meter.abandoned++;
    const { address } = client;
    const socket = this.#target.monitors.find((candidate) => candidate.address === address);
    const problem = this.#fail(socket ?? { address, listening: undefined }, error);
    await client.close();
    this.#closedAtMs = performance.now();
    return problem;
  }

  /** Leaves nothing open; a use that is under way ends with an error. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('the monitor was closed'));
    const state = this.#state;
    this.#become({ name: 'closed' });
    if ('client' in state) await state.client.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Why nothing at all can answer. A connection that is held survives a process that is stopped. */
  #blockedBy(): Problem | undefined {
    const { procRoot } = this.#context.settings;
    const [first] = this.#target.monitors;
    const probe = first && (this.#options.probeProcess?.() ?? probeProcess(procRoot, this.#target));
    if (first && probe === undefined) return undefined;
    const problem =
      first && probe
        ? problemOfProbe(first.address, probe, this.#target.process?.pid)
        : problemOfNoMonitor(this.#target);
    if (!this.isHeld) this.#become({ name: 'blocked', problem });
    return problem;
  }

  /** A monitor that was not to be had the last time gets one probe. */
  async #choose(before: MonitorState): Promise<MonitorSocket | Problem> {
    const { settings, tables } = this.#context;
    const wasOff = before.name === 'backing-off';
    const chosen = await chooseSocket(this.#target, {
      procRoot: settings.procRoot,
      tables,
      patienceMs: wasOff ? [] : this.#options.patienceMs,
      // A reading from before the last connection ended would show that one.
      notBeforeMs: this.#closedAtMs,
      signal: this.#anySignal(),
      onBusy: (probe) => {
        if (!wasOff) this.#become({ name: 'probing', problem: this.#explainBusy(probe) });
      },
    });
    if (typeof chosen !== 'string') return chosen;
    const problem = this.#explainBusy(chosen);
    this.#become({ name: 'backing-off', problem, retryAtMs: 0 });
    return problem;
  }

  async #connect(socket: MonitorSocket, before: MonitorState): Promise<QmpClient | Problem> {
    const { settings, meter } = this.#context;
    const obstacle = before.name === 'backing-off' ? before.problem : undefined;
    this.#become({ name: 'opening', socket, before: obstacle });
    this.#lastSocket = socket;
    try {
      const client = await this.#greet(socket);
      if (meter && (obstacle || before.name === 'lost')) meter.reconnects++;
      if (this.#stop.signal.aborted) await client.close();
      else if (settings.hold) this.#hold(socket, client);
      else this.#become({ name: 'open', socket, client });
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
      greetingTimeoutMs: socket.listening || !waitsElsewhere ? greetingMs : FOR_EVER_MS,
      commandTimeoutMs: commandMs,
      maxFrameBytes: LIMITS.replyBytes,
      control,
      unstable,
      signal,
    });
  }

  #hold(socket: MonitorSocket, client: QmpClient): void {
    this.#become({ name: 'held', socket, client });
    if (this.#options.onEvent) listenToEvents(client, this.#options.onEvent);
    // It never rejects: what ended the connection is found out at the next use.
    void client.closed.then(() => {
      if ('client' in this.#state && this.#state.client === client) this.#become({ name: 'lost' });
    });
  }

  async #end(client: QmpClient, next: MonitorState): Promise<void> {
    this.#become(next);
    await client.close();
    this.#closedAtMs = performance.now();
  }

  /** A monitor that seems to serve another client may still have a connection of ours in its hands. */
  #explainBusy(probe: 'busy' | 'queued'): Problem {
    const [first] = this.#target.monitors;
    if (first === undefined) return problemOfNoMonitor(this.#target);
    const pid = this.#target.process?.pid;
    if (this.#silentSinceMs === undefined) return problemOfProbe(first.address, probe, pid);
    return problemOfSilence(first.address, pid, performance.now() - this.#silentSinceMs);
  }

  #fail(socket: MonitorSocket, error: unknown): Problem {
    const { meter } = this.#context;
    const found = problemOf(socket.address, error);
    if (meter && (error instanceof GreetingTimeoutError || error instanceof CommandTimeoutError))
      meter.timeouts++;
    const problem = this.#explainFailure(socket, found);
    if (problem.kind === 'hung') this.#silentSinceMs ??= performance.now();
    // Where the socket can be probed, a probe is all that another try costs.
    const mayProbe = found.kind === 'hung' && socket.listening !== undefined;
    const retryAtMs = mayProbe ? 0 : performance.now() + this.#backoff.next();
    this.#become({ name: 'backing-off', problem, retryAtMs });
    return problem;
  }

  /** A monitor may have been taken, or its process stopped, since it was probed. */
  #explainFailure(socket: MonitorSocket, problem: Problem): Problem {
    if (problem.kind !== 'hung' && problem.kind !== 'gone') return problem;
    const { settings, tables } = this.#context;
    const seen = tables.get(performance.now() - SHARED_MS);
    const probe = probeAfterSilence(settings.procRoot, this.#target, socket, seen);
    return probe === 'free' ? problem : problemOfProbe(socket.address, probe, this.#target.process?.pid);
  }

  #anySignal(): AbortSignal {
    const { signal } = this.#options;
    return signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
  }

  /** The one way from one state to another. */
  #become(next: MonitorState): void {
    const before = this.#state;
    if (before.name === 'closed') return;
    this.#state = next;
    debug(() => {
      const [first] = this.#target.monitors;
      const where = first ? formatAddress(first.address) : `pid ${this.#target.process?.pid ?? '?'}`;
      return `${where}: ${describeState(before)} -> ${describeState(next)}`;
    });
  }
}
