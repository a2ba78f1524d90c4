import type { GuestOsInfo } from '../../model/guest-agent.js';
import { type Agent, type AgentReach, asGuestText, objectOf } from './agent-answer.js';

const COMMAND = 'guest-get-osinfo';

/**
 * The guest's operating system: guest-get-osinfo, since qemu-ga 2.10.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no object
 */
export function osInfo(reach: AgentReach): Promise<GuestOsInfo> {
  return reach.withAgent(readOsInfo);
}

/** As {@link osInfo}, over a conversation. */
export async function readOsInfo(agent: Agent): Promise<GuestOsInfo> {
  return decodeOsInfo(await agent.execute(COMMAND));
}

/** Decodes `{"id":"debian","pretty-name":"Debian GNU/Linux 12 (bookworm)","kernel-release":"6.1.0-56-amd64",…}`. */
export function decodeOsInfo(answer: unknown): GuestOsInfo {
  const info = objectOf(COMMAND, answer);
  return {
    id: asGuestText(info.id),
    name: asGuestText(info.name),
    prettyName: asGuestText(info['pretty-name']),
    version: asGuestText(info.version),
    versionId: asGuestText(info['version-id']),
    machine: asGuestText(info.machine),
    variant: asGuestText(info.variant),
    variantId: asGuestText(info['variant-id']),
    kernelRelease: asGuestText(info['kernel-release']),
    kernelVersion: asGuestText(info['kernel-version']),
  };
}
