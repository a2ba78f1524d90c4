import type { Socket } from 'node:net';
import type { MockAgent, MockAgentOptions } from './agent/mock-agent.js';
import { MockError } from './listen/mock-error.js';
import { type ListenOptions, startOneClientServer } from './listen/one-client-server.js';
import type { Balloon } from './machine/balloon.js';
import { Machine } from './machine/machine.js';
import type { MachineOptions } from './machine/machine-options.js';
import { ManualTime } from './machine/manual-time.js';
import { realTime } from './machine/real-time.js';
import type { TimeSource } from './machine/time-source.js';
import { type Fault, type FaultKind, type FaultOptions, Faults } from './monitor/faults.js';
import { Session } from './monitor/session.js';
import { plugAgent } from './plug-agent.js';
import type { JsonObject } from './wire/json.js';
import type { Call } from './wire/request.js';

export interface MockQemuOptions extends MachineOptions, ListenOptions {
  /** Prints messages over several lines, as a monitor with pretty=on. */
  readonly pretty?: boolean;
  /** Faults from the first connection on. */
  readonly faults?: readonly Fault[];
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
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  /** The UNIX socket; undefined on TCP. */
  readonly path: string | undefined;
  /** Every request that had a command in it, in order of arrival. */
  readonly calls: readonly Call[];
  readonly machine: Machine;
  readonly balloon: Balloon;
  /** Undefined unless the options ask for one. */
  readonly agent: MockAgent | undefined;
  /** Sends an event to the client, if it has negotiated. */
  emit(event: string, data?: JsonObject): void;
  /** Plays a fault from now on, until it is healed. */
  fault<K extends FaultKind>(kind: K, options?: FaultOptions[K]): void;
  /** Ends one kind of fault, or all. */
  heal(kind?: FaultKind): void;
  /**
   * Writes these bytes to the client now.
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
  /** Resolves when sockets, timers and the socket file are gone; may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a mock QEMU with one monitor.
 *
 * @throws {MockError} ERR_MOCK_LISTEN when the address cannot be had
 */
export async function startMockQemu(options: MockQemuOptions = {}): Promise<MockQemu> {
  const time = timeOf(options);
  const calls: Call[] = [];
  const faults = startingFaults(options.faults ?? []);
  const closing = new AbortController();
  let session: Session | undefined;

  const emit = (event: string, data?: JsonObject, atMs = time.nowMs()) => {
    session?.sendEvent({ event, data, timestamp: timestamp(atMs) });
  };
  const machine = new Machine(options, time, emit);
  const serve = async (socket: Socket) => {
    const onCall = (call: Call) => calls.push(call);
    const pretty = options.pretty ?? false;
    const context = { machine, faults, pretty, closing: closing.signal, onCall, onQuit: () => void close() };
    session = new Session(socket, context);
    await session.run().finally(() => {
      session = undefined;
    });
  };
  const server = await startOneClientServer(options, serve);
  const filename = `${server.address},server=on`;
  machine.chardevs.unshift({ label: 'compat_monitor0', filename, 'frontend-open': true });
  const agent = await plugAgent(machine, options.agent).catch(async (error: unknown) => {
    machine.close();
    await server.close();
    throw error;
  });

  let closed: Promise<void> | undefined;
  const close = () => {
    closing.abort();
    machine.close();
    closed ??= Promise.all([server.close(), agent?.close()]).then(() => undefined);
    // Only now: what a fault has held back must not go out to a client that is being dropped.
    faults.heal();
    return closed;
  };
  return {
    address: server.address,
    path: server.path,
    calls,
    machine,
    balloon: machine.balloon,
    agent,
    emit: (event, data) => emit(event, data),
    fault: (kind, faultOptions = {}) => faults.set(kind, faultOptions),
    heal: (kind) => faults.heal(kind),
    raw: (bytes) => {
      if (session === undefined) throw new MockError('ERR_MOCK_NO_CLIENT', 'there is no client to write to');
      session.sendRaw(bytes);
    },
    advance: async (ms) => {
      if (!(time instanceof ManualTime)) throw new MockError('ERR_MOCK_REAL_TIME', NOT_MANUAL);
      await time.advance(ms);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const NOT_MANUAL = "real time passes by itself: start the mock with time: 'manual' to advance it";

function timeOf({ time = 'real', startMs }: MockQemuOptions): TimeSource {
  if (time === 'real') return realTime;
  return time === 'manual' ? new ManualTime(startMs) : time;
}

function startingFaults(list: readonly Fault[]): Faults {
  const faults = new Faults();
  for (const { kind, ...options } of list) faults.set(kind, options);
  return faults;
}

function timestamp(nowMs: number): JsonObject {
  return { seconds: Math.floor(nowMs / 1000), microseconds: Math.floor((nowMs % 1000) * 1000) };
}
