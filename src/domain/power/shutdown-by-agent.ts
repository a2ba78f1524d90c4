import { AgentError } from '../../protocol/qga/agent-error.js';
import { expectCommand } from '../agent/expect-command.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { NoAgentError } from '../domain-error.js';

/** Who is asked to shut a guest down: its power button, its agent, or the agent and, where that cannot, the button. */
export const POWER_MODES = ['acpi', 'agent', 'both'] as const;
export type PowerMode = (typeof POWER_MODES)[number];

const COMMAND = 'guest-shutdown';
/** An agent says within this time that it cannot: it waits until the guest's shutdown(8) has taken the order. */
const SILENCE_MS = 2000;

/**
 * Has the guest agent shut the guest down, or boot it anew: guest-shutdown, whose success is silence.
 *
 * @returns whether it has taken the order; false with mode `acpi`, and where there is no agent that can, with mode `both`
 * @throws {NoAgentError} there, with mode `agent`
 */
export async function shutdownByAgent(
  call: ControlCall,
  reach: ControlReach,
  mode: PowerMode,
  order: 'powerdown' | 'reboot',
): Promise<boolean> {
  if (mode === 'acpi') return false;
  try {
    await expectCommand(reach, COMMAND);
    await call.agent(COMMAND, { mode: order }, { silenceMs: SILENCE_MS });
    return true;
  } catch (error) {
    if (mode === 'both' && (error instanceof NoAgentError || error instanceof AgentError)) return false;
    throw error;
  }
}
