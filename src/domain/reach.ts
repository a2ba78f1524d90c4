import type { Target } from '../discover/target.js';
import type { AgentClient } from '../protocol/qga/client.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/** The connection to QEMU, as far as a topic needs it; a fake is two functions. */
export type DomainQmp = Pick<QmpClient, 'execute' | 'supports'>;

/** The limits of one conversation with an agent, where they differ from those of the guest. */
export interface AgentLimits {
  /** For each answer, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** The longest answer. */
  readonly maxAnswerBytes?: number | undefined;
  /** Ends the conversation, as that of the guest does. */
  readonly signal?: AbortSignal | undefined;
}

/** Connects to the guest agent, runs `work`, and disconnects. */
export type WithAgent = <T>(work: (agent: AgentClient) => Promise<T>, limits?: AgentLimits) => Promise<T>;

/** The process of a QEMU on this host. */
export interface DomainProcess {
  readonly pid: number;
  /** With the pid it identifies the process for good. */
  readonly startTicks: number;
}

/** The ways to what is known of one guest. The readers of each topic take it, or what they need of it. */
export interface Reach {
  /** The guest's name, for messages. */
  readonly name: string;
  readonly target: Target;
  readonly qmp: DomainQmp;
  /** For every command. */
  readonly options: ExecuteOptions;
  /** `undefined` for a QEMU on another host. */
  readonly process: DomainProcess | undefined;
  /** Where the kernel's file systems are mounted; `cgroupRoot` is `undefined` where /proc/self/mountinfo says it. */
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly cgroupRoot: string | undefined;
  /** @throws {NoAgentError} when there is none, or it is not free */
  readonly withAgent: WithAgent;
}
