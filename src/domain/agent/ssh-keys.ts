import { asRecord, asString } from '../../support/decode.js';
import { stripControls } from '../../support/terminal-safe.js';
import { type Agent, AgentAnswerError, type AgentReach } from './agent-answer.js';

const COMMAND = 'guest-ssh-get-authorized-keys';
const MAX_KEYS = 1024;
/** sshd reads no longer key (SSH_MAX_PUBKEY_BYTES of OpenSSH). */
const MAX_KEY_LENGTH = 16_384;

/**
 * The lines of a user's ~/.ssh/authorized_keys in the guest, without comments: guest-ssh-get-authorized-keys, since qemu-ga
 * 5.2. A line that is longer than sshd reads is left out.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentError} in the agent's words, when the guest has no such user, or the user no such file
 * @throws {AgentAnswerError} when it answers with no list of keys
 */
export function sshKeys(reach: AgentReach, user: string): Promise<readonly string[]> {
  return reach.withAgent((agent) => readSshKeys(agent, user));
}

/** As {@link sshKeys}, over a conversation. */
export async function readSshKeys(agent: Agent, user: string): Promise<readonly string[]> {
  return decodeSshKeys(await agent.execute(COMMAND, { username: user }));
}

/** Decodes `{"keys":["ssh-ed25519 AAAAC3… user@host"]}`. */
export function decodeSshKeys(answer: unknown): readonly string[] {
  const keys = asRecord(answer)?.keys;
  if (!Array.isArray(keys)) throw new AgentAnswerError(COMMAND, 'keys');
  return keys
    .slice(0, MAX_KEYS)
    .map(asString)
    .filter((key) => key !== undefined && key !== '' && key.length <= MAX_KEY_LENGTH)
    .map((key) => stripControls(key ?? ''));
}
