import { setTimeout as sleep } from 'node:timers/promises';
import { type ListenOptions, startOneClientServer } from '../listen/one-client-server.js';
import type { Call } from '../wire/request.js';
import type { AgentBehaviour } from './agent-mode.js';
import { AgentSession } from './agent-session.js';

export type { AgentMode } from './agent-mode.js';

export interface MockAgentOptions extends AgentBehaviour, ListenOptions {}

/** A guest agent on the socket of its chardev. */
export interface MockAgent extends AsyncDisposable {
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  readonly path: string | undefined;
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Starts a mock guest agent: no greeting, no negotiation, line feeds only, and the manners of qemu-ga 7.2 when a
 * 0xFF comes in.
 *
 * @param wait on what clock it waits; the host's unless told
 * @throws {MockError} ERR_MOCK_LISTEN when the address cannot be had
 */
export async function startMockAgent(
  options: MockAgentOptions = {},
  wait: Wait = waitOnHost,
): Promise<MockAgent> {
  const calls: Call[] = [];
  const closing = new AbortController();
  const context = {
    behaviour: options,
    wait: (ms: number) => wait(ms, closing.signal),
    onCall: (call: Call) => calls.push(call),
  };
  const server = await startOneClientServer(options, (socket) => new AgentSession(socket, context).run());
  const close = () => {
    closing.abort();
    return server.close();
  };
  return { address: server.address, path: server.path, calls, close, [Symbol.asyncDispose]: close };
}

function waitOnHost(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { ref: false, signal }).catch(() => undefined);
}
