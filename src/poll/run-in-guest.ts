import type { Target } from '../discover/target.js';
import { probeMonitor } from '../monitor/probe.js';
import { AgentClient } from '../protocol/qga/client.js';
import { runProgram } from '../protocol/qga/run-program.js';
import { connect } from '../protocol/transport/connect.js';
import { startDeadline, untilAborted } from '../support/deadline.js';

const RUN_MS = 20_000;

/** How to run a program in a guest by its agent; `undefined` where it has none, or somebody else holds it. */
export function runnerOf(
  target: Target,
  procRoot = '/proc',
): ((program: string, args: readonly string[], signal: AbortSignal) => Promise<number>) | undefined {
  const { agent } = target;
  if (agent === undefined || probeMonitor(procRoot, target, agent) !== 'free') return undefined;
  return async (program, args, signal) => {
    using deadline = startDeadline(RUN_MS, signal);
    const stream = await connect(agent.address, { signal: deadline.signal });
    try {
      const client = new AgentClient(stream, agent.address);
      const run = client.synchronise().then(() => runProgram(client, program, args, deadline.signal));
      return await untilAborted(run, deadline.signal);
    } finally {
      stream.on('error', ignore).destroy();
    }
  };
}

/** The conversation is over; what the socket still has to say interests nobody. */
function ignore(): void {
  // Nothing to do.
}
