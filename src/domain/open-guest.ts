import { findGuest } from '../discover/find-guest.js';
import type { NamedTarget } from '../discover/list-targets.js';
import type { Problem } from '../model/problem.js';
import type { FreeBusyMonitor } from '../monitor/with-monitor.js';
import type { ControlOptions } from './control/control-options.js';
import { HeldConnection } from './held-connection.js';
import { type DomainIdentity, declaredIdentity, identity } from './identity.js';
import type { Reach, WithAgent } from './reach.js';
import { problemOfError, silentQmp } from './silent-qmp.js';
import { withAgentOf } from './with-agent.js';

/** How to open a guest. */
export interface DomainOptions {
  /** How long a command may take, in milliseconds (default: 10000). */
  readonly commandTimeoutMs?: number | undefined;
  /** How long the guest agent may take for an answer, in milliseconds (default: 5000). */
  readonly agentTimeoutMs?: number | undefined;
  /** Ends every method that has not finished, by rejecting with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called when every monitor serves another client; they are tried again after it. */
  readonly whenBusy?: FreeBusyMonitor | undefined;
  /**
   * Opens also a guest whose QEMU cannot be asked, such as one that is stopped: `problem` says why. What its process and its
   * command line show is read, and methods that need QEMU reject (default: false).
   */
  readonly mayBeSilent?: boolean | undefined;
  /** Permits the methods that change the guest, its QEMU or the host, and says how they are carried out (default: false). */
  readonly control?: boolean | ControlOptions | undefined;
  /** Where the kernel's file systems are mounted (default: `/proc`, `/sys`, and where /proc/self/mountinfo says). */
  readonly procRoot?: string | undefined;
  readonly sysRoot?: string | undefined;
  readonly cgroupRoot?: string | undefined;
}

const COMMAND_TIMEOUT_MS = 10_000;

/** A guest that was found, and what is held of it. */
export interface OpenedGuest {
  readonly connection: HeldConnection;
  readonly reach: Reach;
  /** The way to the agent for control calls. */
  readonly agentOfCalls: WithAgent;
  readonly who: DomainIdentity;
  /** Why QEMU cannot be asked. */
  readonly problem: Problem | undefined;
}

/**
 * Finds a guest, and connects to its first free monitor.
 *
 * @throws as Domain.open
 */
export async function openGuest(guest: string | NamedTarget, options: DomainOptions): Promise<OpenedGuest> {
  const { procRoot = '/proc', sysRoot = '/sys', cgroupRoot, signal, whenBusy, control } = options;
  const { name, target } = typeof guest === 'string' ? findGuest(guest, { procRoot }) : guest;
  const connection = new HeldConnection(target, {
    signal: signal ?? new AbortController().signal,
    commandTimeoutMs: options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
    control: control !== undefined && control !== false,
    procRoot,
    whenBusy,
  });
  try {
    const known = {
      ...{ name, target, procRoot, sysRoot, cgroupRoot },
      qmp: connection,
      options: { signal },
      process: target.process,
    };
    const who = await identity(known).catch((error: unknown) => {
      // Without a process, the host knows nothing of it either.
      const isKnown = target.process !== undefined;
      const silence = options.mayBeSilent && isKnown ? problemOfError(target, error) : undefined;
      return silence ?? Promise.reject(error);
    });
    const problem = 'kind' in who ? who : undefined;
    const told = 'kind' in who ? declaredIdentity(known) : who;
    const reach = {
      ...known,
      name: told.name ?? name,
      qmp: problem ? silentQmp(problem) : connection,
    };
    const wait = { timeoutMs: options.agentTimeoutMs };
    const withAgent = withAgentOf(reach, wait);
    // A control call has a signal of its own, and undoes its steps after the guest's has fired.
    const agentOfCalls = withAgentOf({ ...reach, options: {} }, wait);
    return { connection, reach: { ...reach, withAgent }, agentOfCalls, who: told, problem };
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    throw error;
  }
}
