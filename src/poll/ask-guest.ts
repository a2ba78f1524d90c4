import { SocketTables } from '../discover/socket-tables.js';
import type { Monitor, Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import type { AgentFacts } from '../model/snapshot.js';
import { type Probe, probeAfterSilence, probeMonitor } from '../monitor/probe.js';
import { problemOf, problemOfProbe } from '../monitor/problem-of.js';
import type { QmpClientOptions } from '../protocol/qmp/client-options.js';
import { QmpClient } from '../protocol/qmp/qmp-client.js';
import { formatAddress } from '../protocol/transport/address.js';
import { readFrontendOpen } from '../qemu/chardev.js';
import { sleep } from '../support/deadline.js';
import { GuestSampler, type MachineHints, type SamplerOptions } from './sample/guest-sampler.js';
import { PartFailures } from './sample/part-failures.js';

export interface AskOptions extends SamplerOptions {
  readonly procRoot: string;
  /** The sockets as they were when the sweep began, for the first look at a monitor. */
  readonly tables?: SocketTables | undefined;
  /** Ends the asking with what has arrived. */
  readonly signal: AbortSignal;
  /** Whether to ask the guest agent too. */
  readonly agent: boolean;
}

/** What a guest has answered, or why it has not. */
export interface Answer {
  readonly socket: string | undefined;
  readonly qemu: QemuSample | undefined;
  readonly problem: Problem | undefined;
  readonly agent: AgentFacts | undefined;
}

/** A monitor that serves somebody may be free in a moment: most clients, another qgauge too, are done in milliseconds. */
const LOOK_AGAIN_MS = [30, 60, 120] as const;

/** Asks one guest everything: looks first, connects to the first monitor that is free, asks, and lets go. */
export async function askGuest(target: Target, options: AskOptions): Promise<Answer> {
  const [first] = target.monitors;
  if (first === undefined) {
    const agent = await askAgentAlone(target, options);
    return { ...UNASKED, agent, problem: { kind: 'no-monitor', message: explainNoMonitor(target) } };
  }
  const { monitor, look } = await findFree(target, options);
  if (monitor !== undefined) return converse(target, monitor, options);
  const agent = look === 'busy' ? await askAgentAlone(target, options) : undefined;
  const problem = problemOfProbe(first.address, look, target.process?.pid);
  return { ...UNASKED, socket: formatAddress(first.address), agent, problem };
}

/** libvirt's own limit; what is asked here has a thousandth of it. A larger reply would hold everybody up. */
export const MAX_REPLY_BYTES = 10 * 1024 * 1024;

const UNASKED = { socket: undefined, qemu: undefined, problem: undefined, agent: undefined } as const;

type Found =
  | { readonly monitor: Monitor; readonly look: 'free' }
  | { readonly monitor: undefined; readonly look: Exclude<Probe, 'free'> };

/** Looks for a monitor that would serve us, and a moment longer where one serves somebody else. */
export async function findFree(
  target: Target,
  { procRoot, tables, signal }: Pick<AskOptions, 'procRoot' | 'tables' | 'signal'>,
): Promise<Found> {
  for (let again = 0; ; again++) {
    let look: Probe = 'gone';
    const seen = (again === 0 ? tables : undefined) ?? new SocketTables(procRoot);
    for (const monitor of target.monitors) {
      look = probeMonitor(procRoot, target, monitor, seen);
      if (look === 'free') return { monitor, look };
    }
    const pauseMs = LOOK_AGAIN_MS[again];
    const mayChange = look === 'busy' || look === 'queued';
    if (pauseMs === undefined || !mayChange || signal.aborted) return { monitor: undefined, look };
    await sleep(pauseMs, signal).catch(() => undefined);
  }
}

async function converse(target: Target, monitor: Monitor, options: AskOptions): Promise<Answer> {
  const socket = formatAddress(monitor.address);
  const told = await visit(
    target,
    monitor,
    { ...options, maxFrameBytes: MAX_REPLY_BYTES },
    async (client) => {
      const failures = new PartFailures();
      const session = new GuestSampler({ ...options, hints: hintsOf(target) });
      const asked = session.sample(client, options.signal, failures);
      const agent = askAgentIfThere(client, target, options);
      const guest = await asked;
      if (guest.runState === undefined) {
        const error = failures.errorOf('status') ?? new Error(NO_STATUS);
        const problem = explainSilence(target, monitor, error, options);
        return { ...UNASKED, socket, problem, agent: await agent };
      }
      return { socket, qemu: guest, problem: undefined, agent: await agent };
    },
  );
  return 'kind' in told ? { ...UNASKED, socket, problem: told } : told;
}

/**
 * Connects to a monitor that was seen to be free, has `work` done on the connection, and lets go of it. Resolves to what
 * `work` did, or to the reason why nobody could be asked.
 */
export async function visit<T extends object>(
  target: Target,
  monitor: Monitor,
  options: Pick<AskOptions, 'procRoot'> & QmpClientOptions,
  work: (client: QmpClient) => Promise<T>,
): Promise<T | Problem> {
  let client: QmpClient;
  try {
    client = await QmpClient.connect(monitor.address, options);
  } catch (error) {
    return explainSilence(target, monitor, error, options);
  }
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

export const NO_STATUS = 'the reply to query-status tells no status: this is no QEMU, or a broken one';

/** The command line of the process that we know to be at the other end; without one nothing is known. */
export function hintsOf({ process }: Target): MachineHints | undefined {
  if (process === undefined) return undefined;
  const { mayHaveBuiltInNic, mayHaveVnc, mayHaveSpice } = process.commandLine;
  return { builtInNics: mayHaveBuiltInNic, vnc: mayHaveVnc, spice: mayHaveSpice };
}

/** A monitor that did not greet may have been taken, or its process stopped, since it was looked at. */
function explainSilence(
  target: Target,
  monitor: Monitor,
  error: unknown,
  { procRoot }: Pick<AskOptions, 'procRoot'>,
): Problem {
  const problem = problemOf(monitor.address, error);
  if (problem.kind !== 'hung' && problem.kind !== 'gone') return problem;
  const look = probeAfterSilence(procRoot, target, monitor);
  return look === 'free' ? problem : problemOfProbe(monitor.address, look, target.process?.pid);
}

export function explainNoMonitor({ process, whyNoMonitor }: Target): string {
  return `pid ${process?.pid ?? '?'}: ${whyNoMonitor}`;
}

/** QEMU knows whether a program in the guest listens; where none does, an agent is not waited for. */
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

async function askAgentAlone(target: Target, options: AskOptions): Promise<AgentFacts | undefined> {
  if (!target.agent || !options.agent) return undefined;
  // Loaded when there is an agent to ask: on most hosts there is none.
  const { askAgent } = await import('./ask-agent.js');
  return askAgent(target, target.agent, options);
}
