import { NoAgentError } from '../domain-error.js';
import type { Reach } from '../reach.js';

/**
 * Checks, before anything is changed, that the guest's agent is there, has a command, and allows it.
 *
 * @throws {NoAgentError} when not
 */
export async function expectCommand(
  { name, withAgent }: Pick<Reach, 'name' | 'withAgent'>,
  command: string,
): Promise<void> {
  const { commands, version } = await withAgent((agent) => agent.capabilities());
  // An agent that lists none is asked for the command itself.
  if (commands.size === 0 || commands.get(command)?.isEnabled) return;
  const which = version === undefined ? '' : ` (version ${version})`;
  throw new NoAgentError(
    name,
    commands.has(command)
      ? `its guest agent forbids ${command}${which}: thaw its file systems, or allow the command in the guest's /etc/qemu/qemu-ga.conf`
      : `its guest agent lacks ${command}${which}: install a newer qemu-guest-agent in the guest`,
  );
}
