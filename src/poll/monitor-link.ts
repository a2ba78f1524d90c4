import type { SocketTableCache } from '../discover/socket-table-cache.js';
import type { Monitor, Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import { probeAfterSilence, probeSocket } from '../monitor/probe.js';
import { problemOf, problemOfProbe } from '../monitor/problem-of.js';
import { CommandTimeoutError, GreetingTimeoutError } from '../protocol/qmp/errors.js';
import { QmpClient } from '../protocol/qmp/qmp-client.js';
import { formatAddress } from '../protocol/transport/address.js';
import { Backoff } from '../support/backoff.js';
import { sleep } from '../support/deadline.js';
import { MAX_REPLY_BYTES } from './ask-guest.js';
import type { PollSettings } from './poll-settings.js';
import type { SelfMeter } from './self-meter.js';

/** What the guests of one poller share. */
export interface PollContext {
  readonly settings: PollSettings;
  readonly tables: SocketTableCache;
  readonly meter: SelfMeter;
}

/** The events that a held connection listens to. */
const EVENTS = [
  'RESET',
  'WAKEUP',
  'MIGRATION',
  'DEVICE_DELETED',
  'BLOCK_JOB_COMPLETED',
  'JOB_STATUS_CHANGE',
  'MEMORY_DEVICE_SIZE_CHANGE',
  'VSERPORT_CHANGE',
] as const;
/** One of them with its data. */
export type EventHandler = (name: (typeof EVENTS)[number], data: unknown) => void;

/** The longest that a timer can be set to, 24 days. */
const FOR_EVER_MS = 2 ** 31 - 1;
/** A monitor that serves somebody may be free in a moment: most clients are done in milliseconds. */
const LOOK_AGAIN_MS = [30, 60] as const;
/** Those who look again within so much time share one look: on a host with many guests each is long. */
const LOOKED_TOGETHER_MS = 20;
/** On this host a try costs next to nothing, and who is well again is wanted back soon. */
const RETRY_HERE = { baseMs: 500, capMs: 4000 };
const RETRY_ELSEWHERE = { baseMs: 1000, capMs: 30_000 };

/**
 * The way to one guest's monitor, over all sweeps. At most one connection of ours ever waits there: where /proc shows the
 * monitor, by looking before connecting; where it does not (on another host), by waiting on with the one that we have.
 */
export class MonitorLink {
  readonly #target: Target;
  readonly #context: PollContext;
  readonly #onEvent: EventHandler;
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  #asked: Monitor | undefined;
  /** The connection that is held. */
  #client: QmpClient | undefined;
  /** The connection that is in use just now, held or not. */
  #inUse: QmpClient | undefined;
  /** A connection that was held has ended by itself. */
  #isLost = false;
  /** Since when nothing has come; a connection that we gave up on may still be in QEMU's hands. */
  #silentSinceMs: number | undefined;
  #problem: Problem | undefined;
  /** What keeps it from connecting just now. */
  #obstacle: Problem | undefined;
  #retryAtMs = 0;
  #closedAtMs = Number.NEGATIVE_INFINITY;

  constructor(target: Target, around: PollContext, onEvent: EventHandler) {
    this.#target = target;
    const isHere = target.monitors.every(({ address }) => address.type === 'unix');
    this.#backoff = new Backoff(isHere ? RETRY_HERE : RETRY_ELSEWHERE);
    this.#context = around;
    this.#onEvent = onEvent;
  }

  /** Whether a connection is held, on which QEMU's events come. */
  get isHeld(): boolean {
    return this.#client !== undefined;
  }

  /** What keeps {@link open} from connecting just now, or did so the last time. */
  get obstacle(): Problem | undefined {
    return this.#obstacle ?? this.#problem;
  }

  /** The monitor that was connected to last. */
  get asked(): Monitor | undefined {
    return this.#asked;
  }

  /** Fires when {@link close} is called. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Connects to a monitor that is free; resolves to the reason where none is, or where it is too early to try again. */
  async open(): Promise<QmpClient | Problem> {
    if (this.#client) return this.#client;
    if (this.#problem && performance.now() < this.#retryAtMs) return this.#problem;
    const monitor = await this.#findFree();
    this.#obstacle = undefined;
    if ('kind' in monitor) return monitor;
    const { settings, meter } = this.#context;
    this.#asked = monitor;
    try {
      const client = await QmpClient.connect(monitor.address, {
        greetingTimeoutMs: monitor.listening ? settings.greetingMs : FOR_EVER_MS,
        commandTimeoutMs: settings.commandMs,
        maxFrameBytes: MAX_REPLY_BYTES,
        signal: this.#stop.signal,
      });
      if (this.#problem || this.#isLost) meter.reconnects++;
      this.#isLost = false;
      this.#inUse = client;
      if (settings.hold) this.#hold(client);
      return client;
    } catch (error) {
      return this.#fail(monitor, error);
    }
  }

  /** Lets go of a connection on which all went well, unless it is to be held. */
  async release(client: QmpClient): Promise<void> {
    this.#silentSinceMs = undefined;
    this.#problem = undefined;
    this.#retryAtMs = 0;
    this.#backoff.reset();
    // One that was made before it was to be held has no listeners: the next one will have them.
    const isHeld = this.#client === client;
    if (isHeld && this.#context.settings.hold && !this.#stop.signal.aborted) return;
    this.#client = undefined;
    this.#inUse = undefined;
    await client.close();
    this.#closedAtMs = performance.now();
  }

  /** Holds a connection no longer that leads to somebody else's QEMU. */
  disown(): void {
    const client = this.#client;
    this.#client = undefined;
    void client?.close();
  }

  /** Gives a connection up, on which something went wrong; resolves to what that means for the guest. */
  async giveUp(client: QmpClient, error: unknown): Promise<Problem> {
    this.#client = undefined;
    this.#inUse = undefined;
    this.#context.meter.abandoned++;
    const { address } = client;
    const monitor = this.#target.monitors.find((candidate) => candidate.address === address);
    const problem = this.#fail(monitor ?? { address, listening: undefined }, error);
    await client.close();
    this.#closedAtMs = performance.now();
    return problem;
  }

  /** Leaves nothing open. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('the poller has ended'));
    // Whoever waits for an answer on it is told at once.
    await Promise.all([this.#client?.close(), this.#inUse?.close()]);
    this.#client = undefined;
    this.#inUse = undefined;
  }

  #hold(client: QmpClient): void {
    this.#client = client;
    for (const name of EVENTS) client.on(name, ({ data }) => this.#onEvent(name, data));
    // It never rejects: what ended the connection is found out when the guest is asked next.
    void client.closed.then(() => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#isLost = true;
    });
  }

  async #findFree(): Promise<Monitor | Problem> {
    const { procRoot } = this.#context.settings;
    const { monitors, process, whyNoMonitor } = this.#target;
    const [first] = monitors;
    if (first === undefined)
      return { kind: 'no-monitor', message: `pid ${process?.pid ?? '?'}: ${whyNoMonitor}` };
    // A look from before we let go would show our own connection.
    let notBeforeMs = this.#closedAtMs;
    for (let again = 0; ; again++) {
      const tables = this.#context.tables.get(notBeforeMs);
      const looks = monitors.map((monitor) => probeSocket(procRoot, this.#target, monitor, tables));
      const free = monitors[looks.indexOf('free')];
      if (free) return free;
      this.#obstacle = this.#explain(first, looks[0] === 'queued' ? 'queued' : 'busy');
      const pauseMs = LOOK_AGAIN_MS[again];
      // Who was not to be had at the last sweep is not waited for in this one.
      if (this.#problem || pauseMs === undefined || this.#stop.signal.aborted) {
        this.#problem = this.#obstacle;
        return this.#obstacle;
      }
      await sleep(pauseMs, this.#stop.signal).catch(() => undefined);
      notBeforeMs = performance.now() - LOOKED_TOGETHER_MS;
    }
  }

  /** A monitor that seems to serve somebody may have us in its hands, still. */
  #explain({ address }: Monitor, look: 'busy' | 'queued'): Problem {
    const pid = this.#target.process?.pid;
    if (this.#silentSinceMs === undefined) return problemOfProbe(address, look, pid);
    const who = pid === undefined ? 'its QEMU' : `QEMU (pid ${pid})`;
    const seconds = Math.round((performance.now() - this.#silentSinceMs) / 1000);
    return {
      kind: 'hung',
      message: `${formatAddress(address)}: ${who} has said nothing for ${seconds} s: its main loop hangs`,
    };
  }

  #fail(monitor: Monitor, error: unknown): Problem {
    const { settings, tables, meter } = this.#context;
    const problem = problemOf(monitor.address, error);
    const isSilence = problem.kind === 'hung';
    if (error instanceof GreetingTimeoutError || error instanceof CommandTimeoutError) meter.timeouts++;
    // It may have been taken, or its process stopped, since it was looked at.
    const look = isSilence
      ? probeAfterSilence(settings.procRoot, this.#target, monitor, tables.get())
      : 'free';
    this.#problem =
      look === 'free' ? problem : problemOfProbe(monitor.address, look, this.#target.process?.pid);
    if (this.#problem.kind === 'hung') this.#silentSinceMs ??= performance.now();
    // Where one can look before connecting, looking is all that it costs to try again.
    const mayLook = isSilence && monitor.listening !== undefined;
    if (!mayLook) this.#retryAtMs = performance.now() + this.#backoff.next();
    return this.#problem;
  }
}
