import { ProgramError } from '../../linux/run-program.js';
import { AgentError } from '../../protocol/qga/agent-error.js';
import { CommandError } from '../../protocol/qmp/errors.js';
import { NoAgentError, UnsupportedError } from '../domain-error.js';

/** Whether an error shows that a step was not carried out at all. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof AgentError || error instanceof ProgramError) return error.isRefusal;
  return [CommandError, UnsupportedError, NoAgentError].some((kind) => error instanceof kind);
}

/** Whether it would be refused again. An agent that cannot be asked now shows nothing: another client may be about to leave it. */
export function isLasting(error: unknown): boolean {
  return isRefusal(error) && !(error instanceof NoAgentError);
}
