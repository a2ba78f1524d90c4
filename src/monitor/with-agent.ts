import { SocketTables } from '../discover/socket-tables.js';
import type { Target } from '../discover/target.js';
import { LIMITS } from '../model/limits.js';
import type { AgentFacts } from '../model/snapshot.js';
import { AgentClient } from '../protocol/qga/client.js';
import { readAgentFacts } from '../protocol/qga/facts.js';
import { runProgram } from '../protocol/qga/run-program.js';
import { connect } from '../protocol/transport/connect.js';
import { startDeadline, untilAborted } from '../support/deadline.js';
import { probeMonitor } from './probe.js';

/** How to reach a guest agent. */
export interface AgentOptions {
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** The sockets of the host, if they have just been read. */
  readonly tables?: SocketTables | undefined;
  /** Ends the exchange. */
  readonly signal: AbortSignal;
}

/** Runs a program in a guest; resolves to its exit status. @param signal ends the waiting for it */
export type RunInGuest = (program: string, args: readonly string[], signal: AbortSignal) => Promise<number>;

/**
 * Asks the guest agent for the guest's addresses and system. Resolves to `undefined` when its socket is not free, or it does
 * not answer in time: an agent is an extra, and its absence is not a problem.
 */
export async function askAgent(target: Target, options: AgentOptions): Promise<AgentFacts | undefined> {
  if (!isAgentFree(target, options)) return undefined;
  return withAgent(target, LIMITS.agentMs, options.signal, readAgentFacts).catch(() => undefined);
}

/** Runs programs in a guest through its agent; `undefined` when it has none, or another client holds it. */
export function runnerOf(target: Target, procRoot?: string): RunInGuest | undefined {
  if (!isAgentFree(target, { procRoot })) return undefined;
  return (program, args, signal) =>
    withAgent(target, LIMITS.guestProgramMs, signal, (agent, ends) => runProgram(agent, program, args, ends));
}

/** Connects to the agent, synchronises, runs `work` within the time limit, and disconnects. */
async function withAgent<T>(
  { agent }: Target,
  timeoutMs: number,
  signal: AbortSignal,
  work: (agent: AgentClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (agent === undefined) throw new TypeError('the target has no agent');
  using deadline = startDeadline(timeoutMs, signal);
  const stream = await connect(agent.address, { signal: deadline.signal });
  try {
    const client = new AgentClient(stream, agent.address);
    const done = client.synchronise().then(() => work(client, deadline.signal));
    return await untilAborted(done, deadline.signal);
  } finally {
    // Late errors of the socket do not matter.
    stream.on('error', () => undefined).destroy();
  }
}

function isAgentFree(target: Target, { procRoot = '/proc', tables }: Partial<AgentOptions>): boolean {
  if (target.agent === undefined) return false;
  return probeMonitor(procRoot, target, target.agent, tables ?? new SocketTables(procRoot)) === 'free';
}
