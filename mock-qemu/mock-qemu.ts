import type { Socket } from 'node:net';
import { MockError } from './listen/mock-error.js';
import { type ListenOptions, startOneClientServer } from './listen/one-client-server.js';
import type { Balloon } from './machine/balloon.js';
import { Machine } from './machine/machine.js';
import type { MachineOptions } from './machine/machine-options.js';
import { type Fault, type FaultKind, type FaultOptions, Faults } from './monitor/faults.js';
import { Session } from './monitor/session.js';
import type { JsonObject } from './wire/json.js';
import type { Call } from './wire/request.js';

export interface MockQemuOptions extends MachineOptions, ListenOptions {
  /** Prints messages over several lines, as a monitor with pretty=on. */
  readonly pretty?: boolean;
  /** Faults from the first connection on. */
  readonly faults?: readonly Fault[];
  /** The host's clock, in milliseconds since 1970; it gives `last-update` and the events their time. */
  readonly nowMs?: () => number;
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
  /** Resolves when sockets, timers and the socket file are gone; may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a mock QEMU with one monitor.
 *
 * @throws {MockError} ERR_MOCK_LISTEN when the address cannot be had
 */
export async function startMockQemu(options: MockQemuOptions = {}): Promise<MockQemu> {
  const nowMs = options.nowMs ?? Date.now;
  const calls: Call[] = [];
  const faults = startingFaults(options.faults ?? []);
  const closing = new AbortController();
  let session: Session | undefined;

  const emit = (event: string, data?: JsonObject) => {
    session?.sendEvent({ event, data, timestamp: timestamp(nowMs()) });
  };
  const machine = new Machine(options, nowMs, emit);
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

  let closed: Promise<void> | undefined;
  const close = () => {
    closing.abort();
    machine.close();
    closed ??= server.close();
    // Only now: what a fault has held back must not go out to a client that is being dropped.
    faults.heal();
    return closed;
  };
  machine.onEnd = () => void close();
  return {
    address: server.address,
    path: server.path,
    calls,
    machine,
    balloon: machine.balloon,
    emit,
    fault: (kind, faultOptions = {}) => faults.set(kind, faultOptions),
    heal: (kind) => faults.heal(kind),
    raw: (bytes) => {
      if (session === undefined) throw new MockError('ERR_MOCK_NO_CLIENT', 'there is no client to write to');
      session.sendRaw(bytes);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function startingFaults(list: readonly Fault[]): Faults {
  const faults = new Faults();
  for (const { kind, ...options } of list) faults.set(kind, options);
  return faults;
}

function timestamp(nowMs: number): JsonObject {
  return { seconds: Math.floor(nowMs / 1000), microseconds: Math.floor((nowMs % 1000) * 1000) };
}
