import { LIMITS } from '../model/limits.js';
import type { RunStatus } from '../model/run-state.js';
import { AgentUnavailableError } from '../monitor/agent-unavailable-error.js';
import { withAgent } from '../monitor/with-agent.js';
import { AgentError } from '../protocol/qga/agent-error.js';
import { readFrontendOpen } from '../qemu/chardev.js';
import { readRunStatus } from '../qemu/status.js';
import { DeadlineExceeded } from '../support/deadline.js';
import { messageOf, UnfinishedError } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { NoAgentError } from './domain-error.js';
import type { Reach, WithAgent } from './reach.js';

const NO_CHANNEL =
  'the machine has no channel for a guest agent: start QEMU with -device virtio-serial -chardev socket,id=qga0,path=/run/NAME.qga,server=on,wait=off -device virtserialport,chardev=qga0,name=org.qemu.guest_agent.0';
const NOT_HERE =
  'its guest agent can only be asked on the host of its QEMU: name the guest there, by its name or pid';
const NOT_OPEN =
  'no guest agent has opened its channel: install and start qemu-guest-agent in the guest, or wait until it has booted';
const NOT_ANSWERED = 'it may hang, or another client may hold it: ask again';
const NOT_KNOWN: RunStatus = { runState: undefined, isRunning: undefined };

function notRunning(runState = 'not running'): string {
  return `the guest is ${terminalSafe(runState, 30)}, and so is its agent: it answers when the guest runs`;
}

/** Another qgauge is done with an agent in milliseconds, and QEMU notices as late that we have left. */
const PATIENCE_MS = [3, 10, 30, 60, 120, 240] as const;

/** How long to wait for a guest agent. */
export interface AgentWait {
  /** For each of its answers, in milliseconds (default: 5000). */
  readonly timeoutMs?: number | undefined;
}

/** Makes what connects to a guest's agent. QEMU knows whether the guest runs, and whether a program in it has the port open: else no answer is awaited. */
export function withAgentOf(
  { name, target, qmp, options, procRoot }: Omit<Reach, 'withAgent'>,
  { timeoutMs = LIMITS.agentCommandMs }: AgentWait = {},
): WithAgent {
  return async (work, limits = {}) => {
    const answerMs = limits.timeoutMs ?? timeoutMs;
    const signal = AbortSignal.any([limits.signal, options.signal].filter((each) => each !== undefined));
    const { agent, process } = target;
    if (agent === undefined) throw new NoAgentError(name, process === undefined ? NOT_HERE : NO_CHANNEL);
    const { runState, isRunning } = await readRunStatus(qmp, options).catch(() => NOT_KNOWN);
    if (isRunning === false) throw new NoAgentError(name, notRunning(runState));
    if (agent.address.type === 'unix') {
      const isOpen = await readFrontendOpen(qmp, agent.address.path, options).catch(() => undefined);
      if (isOpen === false) throw new NoAgentError(name, NOT_OPEN);
    }
    try {
      return await withAgent(
        target,
        {
          procRoot,
          signal,
          timeoutMs: Math.max(LIMITS.agentWorkMs, 4 * answerMs),
          commandTimeoutMs: answerMs,
          maxLineBytes: limits.maxAnswerBytes ?? LIMITS.agentAnswerBytes,
          patienceMs: PATIENCE_MS,
        },
        work,
      );
    } catch (error) {
      throw signal.aborted ? error : explain(name, error);
    }
  };
}

/** What an error means for the caller of a method that needs the agent. */
function explain(name: string, error: unknown): unknown {
  if (error instanceof AgentUnavailableError) {
    const advice = error.why === 'silent' ? `: ${NOT_ANSWERED}` : '';
    return new NoAgentError(name, `${error.message}${advice}`);
  }
  if (error instanceof DeadlineExceeded)
    return new UnfinishedError(`${name}: the guest agent has ${messageOf(error)}`, { cause: error });
  if (!(error instanceof AgentError)) return error;
  if (error.reason === 'missing')
    return new NoAgentError(name, `${error.message}: install a newer qemu-guest-agent in the guest`);
  if (error.reason === 'forbidden')
    return new NoAgentError(
      name,
      `${error.message}: thaw its file systems, or allow the command in the guest's /etc/qemu/qemu-ga.conf`,
    );
  return error;
}
