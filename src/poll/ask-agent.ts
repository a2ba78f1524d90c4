import type { SocketTables } from '../discover/socket-tables.js';
import type { Monitor, Target } from '../discover/target.js';
import type { AgentFacts } from '../model/snapshot.js';
import { probeMonitor } from '../monitor/probe.js';
import { AgentClient } from '../protocol/qga/client.js';
import { readAgentFacts } from '../protocol/qga/facts.js';
import { connect } from '../protocol/transport/connect.js';
import { startDeadline, untilAborted } from '../support/deadline.js';

/** A guest without an agent is silent: what the agent adds is not worth more waiting. */
const AGENT_MS = 500;

export interface AgentOptions {
  readonly procRoot: string;
  /** The sockets as they were when the sweep began. */
  readonly tables?: SocketTables | undefined;
  readonly signal: AbortSignal;
}

/**
 * Asks the guest agent, when its socket is free. `undefined` when it is not, or does not answer in time: an agent is an
 * extra, and its absence no problem worth a word.
 */
export async function askAgent(
  target: Target,
  agent: Monitor,
  { procRoot, tables, signal }: AgentOptions,
): Promise<AgentFacts | undefined> {
  using deadline = startDeadline(AGENT_MS, signal);
  try {
    if (probeMonitor(procRoot, target, agent, tables) !== 'free') return undefined;
    const stream = await connect(agent.address, { signal: deadline.signal });
    try {
      return await untilAborted(converse(new AgentClient(stream, agent.address)), deadline.signal);
    } finally {
      stream.on('error', ignore).destroy();
    }
  } catch {
    return undefined;
  }
}

async function converse(agent: AgentClient): Promise<AgentFacts> {
  await agent.synchronise();
  return readAgentFacts(agent);
}

/** The conversation is over; what the socket still has to say interests nobody. */
function ignore(): void {
  // Nothing to do.
}
