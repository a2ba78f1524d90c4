import type { ConnectOptions } from '../listen/connector.js';
import { type ListenOptions, startOneClientServer } from '../listen/one-client-server.js';
import { GuestPort } from './guest-port.js';
import type { PortStep } from './port-step.js';

export type { PortStep } from './port-step.js';

/** A port of virtio-serial with a program in the guest (default: on a UNIX socket in a new temporary directory). */
export interface MockPortOptions extends ListenOptions, ConnectOptions {
  /** Its name in the guest, such as `org.qgauge.0`. */
  readonly name: string;
  /** The id of its device. Without one QEMU sends no VSERPORT_CHANGE. */
  readonly id?: string;
  /** The id of its chardev (default: the name). */
  readonly chardev?: string;
  /** What a program in the guest does there after each boot (default: nothing, and the port stays closed). */
  readonly program?: readonly PortStep[];
}

/** A running port, on the socket of its chardev. */
export interface MockPort extends AsyncDisposable {
  readonly name: string;
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  readonly path: string | undefined;
  /** Whether a client is being served. */
  readonly isConnected: boolean;
  /** How many clients have been served, the present one included. */
  readonly connections: number;
  /** Whether a program in the guest has the port open. */
  readonly isOpen: boolean;
  /** The lines that programs have read, without their ends. */
  readonly lines: readonly string[];
  /** Carries out further steps; resolves when they are over, or the guest or the port has ended. */
  run(steps: readonly PortStep[]): Promise<void>;
  /** The guest boots, and starts its program; or it goes down, and takes its programs with it. */
  setGuestUp(isUp: boolean): void;
  /** Simulates the death of QEMU, which owns the socket: drops the client and refuses new ones. */
  die(): void;
  close(): Promise<void>;
}

/** What a port needs of the machine that it is in. */
export interface PortHost {
  /** Called when a program has opened or closed the port. */
  onOpen(isOpen: boolean): void;
  /** Resolves when the machine runs, or the signal fires. */
  ready(signal: AbortSignal): Promise<void>;
  /** Resolves after this many milliseconds of guest time, or when the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Starts a port. Its guest is down until {@link MockPort.setGuestUp}.
 *
 * @throws {MockError} ERR_MOCK_LISTEN when it cannot listen on the address
 */
export async function startMockPort(options: MockPortOptions, host: PortHost): Promise<MockPort> {
  const port = new GuestPort((isOpen) => host.onOpen(isOpen));
  const server = await startOneClientServer(options, (stream) => port.serve(stream));
  const lines: string[] = [];
  let life = new AbortController();
  const run = async (steps: readonly PortStep[]) => {
    const { signal } = life;
    for (const step of steps) {
      await host.ready(signal);
      if (!signal.aborted) await perform(step, { port, host, lines, signal });
    }
  };
  const endPrograms = () => {
    life.abort();
    port.wake();
  };
  const setGuestUp = (isUp: boolean) => {
    endPrograms();
    port.close();
    life = new AbortController();
    if (isUp) void run(options.program ?? []);
  };
  const close = () => {
    endPrograms();
    return server.close();
  };
  return {
    name: options.name,
    address: server.address,
    path: server.path,
    get isConnected() {
      return port.isConnected;
    },
    get connections() {
      return port.connections;
    },
    get isOpen() {
      return port.isOpen;
    },
    lines,
    run,
    setGuestUp,
    die: () => {
      endPrograms();
      server.die();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What the steps of a program work on; the signal ends them with their guest. */
interface ProgramContext {
  readonly port: GuestPort;
  readonly host: PortHost;
  readonly lines: string[];
  readonly signal: AbortSignal;
}

async function perform(step: PortStep, { port, host, lines, signal }: ProgramContext): Promise<void> {
  switch (step.do) {
    case 'open':
      return port.open();
    case 'close':
      return port.close();
    case 'wait':
      return host.wait(step.ms, signal);
    case 'write': {
      const bytes = Buffer.from(step.text, 'latin1');
      for (let left = step.times ?? 1; left > 0 && !signal.aborted; left--) await port.write(bytes, signal);
      return;
    }
    case 'read':
      for (let left = step.lines ?? 1; left > 0; left--) {
        const line = await port.readLine(signal);
        if (line === undefined) return;
        lines.push(line);
      }
  }
}
