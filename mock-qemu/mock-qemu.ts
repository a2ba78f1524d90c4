import type { MockAgent, MockAgentOptions } from './agent/mock-agent.js';
import { MockError } from './listen/mock-error.js';
import type { Balloon } from './machine/balloon.js';
import { DRIVERS } from './machine/drivers/load-driver.js';
import { Machine } from './machine/machine.js';
import type { Chardev, MachineOptions } from './machine/machine-options.js';
import { ManualTime } from './machine/manual-time.js';
import { realTime } from './machine/real-time.js';
import type { TimeSource } from './machine/time-source.js';
import { EventLimits } from './monitor/event-limits.js';
import type { Fault, FaultKind, FaultOptions } from './monitor/fault-table.js';
import { Faults } from './monitor/faults.js';
import { type Monitor, type MonitorOptions, startMonitor } from './monitor/monitor.js';
import { didYouMean } from './monitor/nearest-word.js';
import type { SessionContext } from './monitor/session.js';
import { plugAgent } from './plug-agent.js';
import { VERSIONS } from './qapi/versions.js';
import type { JsonObject } from './wire/json.js';
import type { Call } from './wire/request.js';

/** `listen` and `pretty` are the first monitor's. */
export interface MockQemuOptions extends MachineOptions, MonitorOptions {
  /** Further monitors of the same machine, each with a client and a negotiation of its own. */
  readonly monitors?: readonly MonitorOptions[];
  /** Faults from the first connection on. */
  readonly faults?: readonly Fault[];
  /** How many of the last requests `calls` shows; 1000 unless told. */
  readonly callsKept?: number;
  /** Starts a guest agent too, on a chardev of its own. */
  readonly agent?: MockAgentOptions;
  /**
   * `real` unless told. With `manual` nothing happens by itself: see {@link MockQemu.advance}. Machines that are given
   * the same {@link ManualTime} stay in step.
   */
  readonly time?: 'real' | 'manual' | ManualTime;
  /** The host's clock at the start of manual time, in milliseconds since 1970; now unless told. */
  readonly startMs?: number;
}

/** A QEMU that is none, on a real socket with a real monitor's manners. */
export interface MockQemu extends AsyncDisposable {
  /** The first monitor's: `unix:/path`, `tcp:127.0.0.1:port` or `ws://127.0.0.1:port/` */
  readonly address: string;
  /** Every monitor's. */
  readonly addresses: readonly string[];
  /** The UNIX socket of the first monitor; undefined on TCP. */
  readonly path: string | undefined;
  /** The last requests that had a command in them, in order of arrival, whichever monitor they came to. */
  readonly calls: readonly Call[];
  readonly machine: Machine;
  readonly balloon: Balloon;
  /** Undefined unless the options ask for one. */
  readonly agent: MockAgent | undefined;
  /** Sends an event to each client that has negotiated, as often as QEMU would: see {@link EventLimits}. */
  emit(event: string, data?: JsonObject): void;
  /** Plays a fault from now on, until it is healed. */
  fault<K extends FaultKind>(kind: K, options?: FaultOptions[K]): void;
  /** Ends one kind of fault, or all. */
  heal(kind?: FaultKind): void;
  /**
   * Writes these bytes to every client now.
   *
   * @throws {MockError} ERR_MOCK_NO_CLIENT when nobody is being served
   */
  raw(bytes: Uint8Array | string): void;
  /**
   * Lets manual time pass, for the host's clock and the guest's: what falls due on the way happens in order. Resolves
   * when what was written has reached its readers.
   *
   * @throws {MockError} ERR_MOCK_REAL_TIME when the mock was not started with manual time
   */
  advance(ms: number): Promise<void>;
  /**
   * Whether QEMU's process has died of a command, as some versions do (docs/mock.md, "Commands that kill QEMU"). Then
   * every connection is closed, new ones are refused, and the socket files stay until {@link close}.
   */
  readonly hasDied: boolean;
  /** Resolves when sockets, timers and socket files are gone; may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a mock QEMU.
 *
 * @throws {MockError} when an address cannot be had; nothing is left behind then
 */
export async function startMockQemu(options: MockQemuOptions = {}): Promise<MockQemu> {
  checkWord('version', options.version, VERSIONS);
  checkWord('driver', options.driver, Object.keys(DRIVERS));
  const time = timeOf(options);
  const stamp = (event: string, data?: JsonObject) => ({ event, data, timestamp: timestamp(time.nowMs()) });
  const monitors: Monitor[] = [];
  const sendToAll = (event: JsonObject) => {
    for (const monitor of monitors) monitor.sendEvent(event);
  };
  const limits = new EventLimits(sendToAll, (ms, action) => time.after(ms, action));
  const emit = (event: string, data?: JsonObject) => limits.send(event, data, stamp(event, data));
  const machine = new Machine(options, time, emit);
  const faults = new Faults((kind) => {
    for (const monitor of monitors) monitor.onFault(kind);
    if (kind === 'freeze') standStill(machine, faults);
  });
  for (const { kind, ...faultOptions } of options.faults ?? []) faults.set(kind, faultOptions);

  const closing = new AbortController();
  let agent: MockAgent | undefined;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  const standDown = () => {
    closing.abort();
    limits.close();
    machine.close();
  };
  const closeAll = async () => {
    standDown();
    const ends = monitors.map((monitor) => monitor.close());
    // Only now: what a fault has held back must not go out to a client that is being dropped.
    faults.heal();
    await Promise.all([...ends, agent?.close()]);
  };

  let hasDied = false;
  const die = () => {
    hasDied = true;
    standDown();
    for (const monitor of monitors) monitor.die();
    agent?.die();
  };

  const calls: Call[] = [];
  const onCall = noteCalls(calls, options.callsKept ?? 1000);
  const context = { machine, faults, closing: closing.signal, onCall, onQuit: () => void close(), stamp };
  try {
    await startMonitors([options, ...(options.monitors ?? [])], context, monitors);
    agent = await plugAgent(machine, options.agent);
  } catch (error) {
    await close();
    throw error;
  }
  machine.chardevs.unshift(...monitors.map(chardevOf));
  const [first] = monitors;
  machine.onEnd = () => void close();
  machine.onAbort = die;
  return {
    address: first?.address ?? '',
    addresses: monitors.map(({ address }) => address),
    path: first?.path,
    calls,
    machine,
    balloon: machine.balloon,
    agent,
    emit,
    fault: (kind, faultOptions = {}) => faults.set(kind, faultOptions),
    heal: (kind) => faults.heal(kind),
    raw: (bytes) => sendRaw(monitors, bytes),
    advance: async (ms) => {
      if (!(time instanceof ManualTime)) throw new MockError('ERR_MOCK_REAL_TIME', NOT_MANUAL);
      await time.advance(ms);
    },
    get hasDied() {
      return hasDied;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A program in JavaScript learns of a misspelt word here, and not from a guest that behaves unlike it. */
function checkWord(option: string, word: string | undefined, allowed: readonly string[]): void {
  if (word === undefined || allowed.includes(word)) return;
  const message = `${option}: '${word}' is none of ${allowed.join(', ')}${didYouMean(word, allowed)}`;
  throw new MockError('ERR_MOCK_OPTION', message);
}

const NOT_MANUAL = "real time passes by itself: start the mock with time: 'manual' to advance it";

function timeOf({ time = 'real', startMs }: MockQemuOptions): TimeSource {
  if (time === 'real') return realTime;
  return time === 'manual' ? new ManualTime(startMs) : time;
}

async function startMonitors(
  list: readonly MonitorOptions[],
  context: Omit<SessionContext, 'pretty'>,
  monitors: Monitor[],
): Promise<void> {
  for (const options of list) monitors.push(await startMonitor(options, context));
}

function noteCalls(calls: Call[], kept: number): (call: Call) => void {
  return (call) => {
    calls.push(call);
    if (calls.length > kept) calls.shift();
  };
}

function sendRaw(monitors: readonly Monitor[], bytes: Uint8Array | string): void {
  const serving = monitors.filter((monitor) => monitor.hasClient);
  if (serving.length === 0) throw new MockError('ERR_MOCK_NO_CLIENT', 'there is no client to write to');
  for (const monitor of serving) monitor.sendRaw(bytes);
}

/** The guest's clock stands until the machine thaws. */
function standStill(machine: Machine, faults: Faults): void {
  machine.clock.stop();
  void faults.healed('freeze').then(() => {
    if (machine.status === 'running' && !faults.has('freeze')) machine.clock.start();
  });
}

function chardevOf(monitor: Monitor, index: number): Chardev {
  const where = monitor.address.replace(/^ws:\/\/(.*)\/$/, 'websocket:$1');
  return {
    label: `compat_monitor${index}`,
    get filename() {
      return `${monitor.hasClient ? '' : 'disconnected:'}${where},server=on`;
    },
    'frontend-open': true,
  };
}

function timestamp(nowMs: number): JsonObject {
  return { seconds: Math.floor(nowMs / 1000), microseconds: Math.floor((nowMs % 1000) * 1000) };
}
