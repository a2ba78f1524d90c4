import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectOptions } from '../listen/connector.js';
import { type ListenOptions, startOneClientServer } from '../listen/one-client-server.js';
import type { Call } from '../wire/request.js';
import type { AgentBehaviour } from './agent-mode.js';
import { type AgentHost, AgentSession } from './agent-session.js';

export type { AgentMode } from './agent-mode.js';

/** The options of {@link startMockAgent} (default: `healthy`, on a UNIX socket in a new temporary directory). */
export interface MockAgentOptions extends AgentBehaviour, ListenOptions, ConnectOptions {}

/** A running mock guest agent, on the socket of its chardev. */
export interface MockAgent extends AsyncDisposable {
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  readonly path: string | undefined;
  readonly calls: readonly Call[];
  /** Whether a client is being served. */
  readonly isConnected: boolean;
  /**
   * Simulates the death of QEMU, which owns the socket: drops the client and refuses new ones. The file stays until
   * {@link close}.
   */
  die(): void;
  close(): Promise<void>;
}

/**
 * Starts a mock guest agent: no greeting, no negotiation, lines end with a line feed alone, and a received 0xFF is
 * handled as by qemu-ga 7.2.
 *
 * @param host the guest that it runs in; without one, the guest is always up and waits use the host's clock
 * @throws {MockError} ERR_MOCK_LISTEN when it cannot listen on the address
 */
export async function startMockAgent(
  options: MockAgentOptions = {},
  host: AgentHost = NO_GUEST,
): Promise<MockAgent> {
  const calls: Call[] = [];
  const closing = new AbortController();
  const onCall = (call: Call) => calls.push(call);
  const context = { behaviour: options, host, closing: closing.signal, onCall };
  let isConnected = false;
  const server = await startOneClientServer(options, async (socket) => {
    isConnected = true;
    await new AgentSession(socket, context).run().finally(() => {
      isConnected = false;
    });
  });
  const die = () => {
    closing.abort();
    server.die();
  };
  const close = () => {
    closing.abort();
    return server.close();
  };
  return {
    address: server.address,
    path: server.path,
    calls,
    get isConnected() {
      return isConnected;
    },
    die,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const NO_GUEST: AgentHost = {
  ready: () => Promise.resolve(),
  wait: (ms, signal) => sleep(ms, undefined, { ref: false, signal }).catch(() => undefined),
};
