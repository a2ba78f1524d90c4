import type { ControlReach } from '../control/control.js';
import { NoAgentError } from '../domain-error.js';

/**
 * Expects a guest agent that has a command, and allows it: asked before anything is sent that changes the guest.
 *
 * @throws {NoAgentError} when there is none
 */
export async function expectAgent({ name, withAgent }: ControlReach, command: string): Promise<void> {
  if (await withAgent((agent) => agent.supports(command))) return;
  throw new NoAgentError(
    name,
    `its guest agent lacks ${command}, or forbids it: by its configuration, or while file systems are frozen`,
  );
}
