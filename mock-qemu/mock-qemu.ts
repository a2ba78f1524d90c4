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
import { plugPorts } from './plug-ports.js';
import type { MockPort, MockPortOptions } from './port/mock-port.js';
import { VERSIONS } from './qapi/versions.js';
import type { JsonObject } from './wire/json.js';
import type { Call } from './wire/request.js';

/** The options of {@link startMockQemu}. `listen` and `pretty` are those of the first monitor. */
export interface MockQemuOptions extends MachineOptions, MonitorOptions {
  /** Further monitors of the machine. Each serves its own client, which negotiates by itself. */
  readonly monitors?: readonly MonitorOptions[];
  /** Faults that are active from the start. */
  readonly faults?: readonly Fault[];
  /** How many of the last requests `calls` keeps (default: 1000). */
  readonly callsKept?: number;
  /** Also starts a guest agent, on a chardev of its own (default: no agent). */
  readonly agent?: MockAgentOptions;
  /** Ports of virtio-serial, each with a scripted program in the guest (default: none). */
  readonly ports?: readonly MockPortOptions[];
  /**
   * With `manual`, time passes only in {@link MockQemu.advance}. Machines with the same {@link ManualTime} have the
   * same time (default: `real`).
   */
  readonly time?: 'real' | 'manual' | ManualTime;
  /** The host's clock at the start of `manual` time, in milliseconds since 1970 (default: now). */
  readonly startMs?: number;
}

/** A running mock QEMU: it simulates a machine and its monitors, on real sockets. */
export interface MockQemu extends AsyncDisposable {
  /** The address of the first monitor: `unix:/path`, `tcp:127.0.0.1:port` or `ws://127.0.0.1:port/` */
  readonly address: string;
  /** The addresses of all monitors. */
  readonly addresses: readonly string[];
  /** The path of the first monitor's UNIX socket; undefined on TCP. */
  readonly path: string | undefined;
  /** The last requests with a command, in order of arrival, on all monitors. */
  readonly calls: readonly Call[];
  /** The simulated machine, to read or change its state from the test. */
  readonly machine: Machine;
  /** The machine's balloon; present even when no balloon device is plugged in. */
  readonly balloon: Balloon;
  /** Undefined without the option `agent`. */
  readonly agent: MockAgent | undefined;
  /** Those of the option `ports`, in its order. */
  readonly ports: readonly MockPort[];
  /** Sends an event to each client that has negotiated. Frequent events are limited as by QEMU, to one a second. */
  emit(event: string, data?: JsonObject): void;
  /** Activates a fault until {@link heal}, or until it has occurred `times` times; see {@link FAULT_TABLE}. */
  fault<K extends FaultKind>(kind: K, options?: FaultOptions[K]): void;
  /** Ends the faults of one kind, or all. What they held back is sent. */
  heal(kind?: FaultKind): void;
  /**
   * Writes bytes to every client at once, without waiting for output that a fault delays.
   *
   * @throws {MockError} ERR_MOCK_NO_CLIENT when no client is connected
   */
  raw(bytes: Uint8Array | string): void;
  /**
   * Advances manual time, of host and guest: timers that fall due run in order. Resolves when everything written
   * meanwhile has reached its readers.
   *
   * @throws {MockError} ERR_MOCK_REAL_TIME when the mock was not started with manual time
   */
  advance(ms: number): Promise<void>;
  /**
   * Whether a command has killed QEMU, as some do in some versions (docs/mock.md, "Commands that kill QEMU"). Then
   * every connection is closed, new ones are refused, and the socket files stay until {@link close}.
   */
  readonly hasDied: boolean;
  /** Resolves when it has ended: by `quit`, by its guest, by a command that kills it, or by {@link close}. */
  readonly ended: Promise<void>;
  /** Resolves when sockets, timers and socket files are gone; may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a mock QEMU. Without options: the newest version with a default machine, on a UNIX socket in a temporary
 * directory. When it fails, no socket or file is left.
 *
 * @throws {MockError} when it cannot listen on an address, or an option or fault is not valid
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
  const ports: MockPort[] = [];
  let closed: Promise<void> | undefined;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  const standDown = () => {
    end();
    closing.abort();
    limits.close();
    machine.close();
  };
  const closeAll = async () => {
    standDown();
    const ends = monitors.map((monitor) => monitor.close());
    // After the monitors: what a fault has held back must not be sent to a client that is being dropped.
    faults.heal();
    await Promise.all([...ends, agent?.close(), ...ports.map((port) => port.close())]);
  };

  let hasDied = false;
  const die = () => {
    hasDied = true;
    standDown();
    for (const monitor of monitors) monitor.die();
    agent?.die();
    for (const port of ports) port.die();
  };

  const calls: Call[] = [];
  const onCall = noteCalls(calls, options.callsKept ?? 1000);
  const context = { machine, faults, closing: closing.signal, onCall, onQuit: () => void close(), stamp };
  const monitorOptions: readonly MonitorOptions[] = [options, ...(options.monitors ?? [])];
  try {
    await startMonitors(monitorOptions, context, monitors);
    agent = await plugAgent(machine, options.agent);
    await plugPorts(machine, options.ports ?? [], ports);
  } catch (error) {
    await close();
    throw error;
  }
  machine.chardevs.unshift(
    ...monitors.map((monitor, index) => chardevOf(monitor, monitorOptions[index] ?? {}, index)),
  );
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
    ports,
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
    ended,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** TypeScript rejects a misspelt word; a program in JavaScript gets an error here. */
function checkWord(option: string, word: string | undefined, allowed: readonly string[]): void {
  if (word === undefined || allowed.includes(word)) return;
  const message = `${option}: '${word}' is not one of ${allowed.join(', ')}${didYouMean(word, allowed)}`;
  throw new MockError('ERR_MOCK_OPTION', message);
}

const NOT_MANUAL = "real time cannot be advanced: start the mock with time: 'manual'";

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
  if (serving.length === 0) throw new MockError('ERR_MOCK_NO_CLIENT', 'no client is connected');
  for (const monitor of serving) monitor.sendRaw(bytes);
}

/** Stops the guest's clock until `freeze` is healed. */
function standStill(machine: Machine, faults: Faults): void {
  machine.clock.stop();
  void faults.healed('freeze').then(() => {
    if (machine.status === 'running' && !faults.has('freeze')) machine.clock.start();
  });
}

function chardevOf(monitor: Monitor, { connect, chardev }: MonitorOptions, index: number): Chardev {
  const where = monitor.address.replace(/^ws:\/\/(.*)\/$/, 'websocket:$1').replace(/^fd:\d+$/, 'unix:');
  return {
    label: chardev ?? `compat_monitor${index}`,
    get filename() {
      return `${monitor.hasClient ? '' : 'disconnected:'}${where}${connect === undefined ? ',server=on' : ''}`;
    },
    'frontend-open': true,
  };
}

function timestamp(nowMs: number): JsonObject {
  return { seconds: Math.floor(nowMs / 1000), microseconds: Math.floor((nowMs % 1000) * 1000) };
}
