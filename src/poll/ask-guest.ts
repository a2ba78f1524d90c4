import { socketOf } from '../discover/name-target.js';
import type { SocketTableCache } from '../discover/socket-table-cache.js';
import type { Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import type { AgentFacts } from '../model/snapshot.js';
import type { Monitor } from '../monitor/monitor.js';
import { type WithMonitorOptions, withMonitor } from '../monitor/with-monitor.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { formatAddress } from '../protocol/transport/address.js';
import { readFrontendOpen } from '../qemu/chardev.js';
import { PartFailures } from '../support/part-failures.js';
import { GuestSampler, type SamplerOptions } from './sample/guest-sampler.js';
import { hintsOf } from './sample/machine-hints.js';
import { whyNoStatus } from './sample/sample-once.js';

/** How to ask a guest once. */
export interface AskOptions extends SamplerOptions {
  /** Where /proc is mounted. */
  readonly procRoot: string;
  readonly tables: SocketTableCache;
  /** Ends the asking; what has arrived until then counts. */
  readonly signal: AbortSignal;
  readonly greetingTimeoutMs?: number | undefined;
  readonly commandTimeoutMs?: number | undefined;
  /** See the option of the same name of {@link WithMonitorOptions}. */
  readonly patience?: WithMonitorOptions['patience'];
  /** Also asks the guest agent. */
  readonly agent: boolean;
}

/** What a guest has answered, or why it has not. */
export interface Answer {
  /** The address of the monitor that was asked, or would have been. */
  readonly socket: string | undefined;
  readonly qemu: QemuSample | undefined;
  readonly problem: Problem | undefined;
  readonly agent: AgentFacts | undefined;
}

/** Asks one guest everything, on one connection. Never rejects for the guest's sake: the answer holds the problem. */
export async function askGuest(target: Target, options: AskOptions): Promise<Answer> {
  const answer = await withMonitor(target, options, (client, monitor) =>
    converse(target, client, monitor, options),
  );
  if (!('kind' in answer)) return answer;
  const isAgentAlone = answer.kind === 'no-monitor' || answer.kind === 'busy';
  const agent = isAgentAlone ? await askAgentAlone(target, options) : undefined;
  return { socket: socketOf(target), qemu: undefined, problem: answer, agent };
}

async function converse(
  target: Target,
  client: QmpClient,
  monitor: Monitor,
  options: AskOptions,
): Promise<Answer> {
  const failures = new PartFailures();
  const sampler = new GuestSampler({ ...options, hints: hintsOf(target) });
  const asked = sampler.sample(client, options.signal, failures);
  const agent = askAgentIfThere(client, target, options);
  const qemu = await asked;
  const socket = formatAddress(client.address);
  if (qemu.runState !== undefined) return { socket, qemu, problem: undefined, agent: await agent };
  const error = whyNoStatus(client.address, failures);
  return { socket, qemu: undefined, problem: await monitor.giveUp(client, error), agent: await agent };
}

/** QEMU knows whether a program in the guest has the agent's port open; without one, no answer is awaited. */
async function askAgentIfThere(
  client: QmpClient,
  target: Target,
  options: AskOptions,
): Promise<AgentFacts | undefined> {
  if (!options.agent) return undefined;
  const address = target.agent?.address;
  if (address?.type === 'unix') {
    const isOpen = await readFrontendOpen(client, address.path, options).catch(() => undefined);
    if (isOpen === false) return undefined;
  }
  return askAgentAlone(target, options);
}

async function askAgentAlone(
  target: Target,
  { agent, procRoot, tables, signal }: AskOptions,
): Promise<AgentFacts | undefined> {
  if (!target.agent || !agent) return undefined;
  // Loaded on demand: most hosts have no agents to ask.
  const { askAgent } = await import('../monitor/with-agent.js');
  return askAgent(target, { procRoot, tables: tables.get(), signal });
}
