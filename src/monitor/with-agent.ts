import { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { LIMITS } from '../model/limits.js';
import type { AgentFacts } from '../model/snapshot.js';
import { AgentError } from '../protocol/qga/agent-error.js';
import { AgentClient } from '../protocol/qga/client.js';
import { readAgentFacts } from '../protocol/qga/facts.js';
import { runProgram } from '../protocol/qga/run-program.js';
import { connect } from '../protocol/transport/connect.js';
import { ConnectError } from '../protocol/transport/connect-error.js';
import { sleep, startDeadline, untilAborted } from '../support/deadline.js';
import { AgentUnavailableError } from './agent-unavailable-error.js';
import { explainAgentProbe } from './explain-agent.js';
import { isPassing, type Probe, probeMonitor } from './probe.js';

/** How to reach a guest agent. */
export interface AgentOptions {
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** The sockets of the host, if they have just been read. */
  readonly tables?: SocketTables | undefined;
  /** Ends the exchange. */
  readonly signal?: AbortSignal | undefined;
}

/** How to use a guest agent once. */
export interface WithAgentOptions extends AgentOptions {
  /** For connecting and the whole of the work. */
  readonly timeoutMs: number;
  /** For each answer of the agent (default: no limit of its own). */
  readonly commandTimeoutMs?: number | undefined;
  /** The longest answer (default: 256 KiB). */
  readonly maxLineBytes?: number | undefined;
  /** Pauses before further probes of an agent that serves another client, or is about to (default: none). */
  readonly patienceMs?: readonly number[] | undefined;
}

/** Runs a program in a guest; resolves to its exit status. @param signal ends the waiting for it */
export type RunInGuest = (program: string, args: readonly string[], signal: AbortSignal) => Promise<number>;

/**
 * Asks the guest agent for the guest's addresses and system. Resolves to `undefined` when its socket is not free, or it does
 * not answer in time: an agent is an extra, and its absence is not a problem.
 */
export async function askAgent(target: Target, options: AgentOptions): Promise<AgentFacts | undefined> {
  return withAgent(target, { ...options, timeoutMs: LIMITS.agentMs }, readAgentFacts).catch(() => undefined);
}

/** Runs programs in a guest through its agent; `undefined` when it has none, or another client holds it. */
export function runnerOf(target: Target, procRoot = '/proc'): RunInGuest | undefined {
  if (!target.agent || probeAgent(procRoot, target, target.agent) !== 'free') return undefined;
  return (program, args, signal) =>
    withAgent(target, { procRoot, timeoutMs: LIMITS.guestProgramMs, signal }, (agent, ends) =>
      runProgram(agent, program, args, ends),
    );
}

/**
 * Probes the socket of a guest's agent, connects to it when it is free, synchronises, runs `work`, and disconnects. The signal
 * that `work` gets fires at the end of the time.
 *
 * @throws {AgentUnavailableError} when there is no agent, another client holds it, or it does not answer; else as `work` does
 * @throws {DeadlineExceeded} when the work does not end in time
 */
export async function withAgent<T>(
  target: Target,
  options: WithAgentOptions,
  work: (agent: AgentClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  using deadline = startDeadline(options.timeoutMs, options.signal);
  const { signal } = deadline;
  const { address } = await chooseAgent(target, options, signal);
  const stream = await connect(address, { signal }).catch((error: unknown) => {
    throw error instanceof ConnectError ? unavailable('unreachable', error) : error;
  });
  try {
    const { commandTimeoutMs: timeoutMs, maxLineBytes } = options;
    const agent = new AgentClient(stream, address, { timeoutMs, maxLineBytes });
    return await untilAborted(
      synchronised(agent).then(() => work(agent, signal)),
      signal,
    );
  } finally {
    // Late errors of the socket do not matter.
    stream.on('error', () => undefined).destroy();
  }
}

async function synchronised(agent: AgentClient): Promise<void> {
  await agent.synchronise().catch((error: unknown) => {
    throw error instanceof AgentError ? unavailable('silent', error) : error;
  });
}

function unavailable(why: 'unreachable' | 'silent', cause: Error): AgentUnavailableError {
  return new AgentUnavailableError(why, cause.message, { cause });
}

/** @throws {AgentUnavailableError} unless the agent's socket is free, now or after a pause */
async function chooseAgent(
  target: Target,
  { procRoot = '/proc', tables, patienceMs = [] }: WithAgentOptions,
  signal: AbortSignal,
): Promise<MonitorSocket> {
  const { agent } = target;
  if (agent === undefined) throw new AgentUnavailableError('none', 'no socket of a guest agent is known');
  let seen = tables ?? new SocketTables(procRoot);
  let probe = probeMonitor(procRoot, target, agent, seen);
  for (const pauseMs of patienceMs) {
    if (!isPassing(probe)) break;
    await sleep(pauseMs, signal);
    seen = new SocketTables(procRoot);
    probe = probeMonitor(procRoot, target, agent, seen);
  }
  if (probe === 'free') return agent;
  throw await explainAgentProbe(procRoot, target, agent, probe, seen);
}

function probeAgent(procRoot: string, target: Target, agent: MonitorSocket): Probe {
  return probeMonitor(procRoot, target, agent, new SocketTables(procRoot));
}
