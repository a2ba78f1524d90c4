import { stripControls } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { expectCommand } from './expect-command.js';
import { readSshKeys } from './ssh-keys.js';

/** What becomes of the keys that a user has. */
export interface SshKeyOptions extends CallOptions {
  /** `replace` them, `append` to them those that are not there, or `remove` the given ones (default: replace). */
  readonly how?: 'replace' | 'append' | 'remove' | undefined;
}

const ADD = 'guest-ssh-add-authorized-keys';
const REMOVE = 'guest-ssh-remove-authorized-keys';
/** sshd reads no longer key (SSH_MAX_PUBKEY_BYTES of OpenSSH). */
const MAX_KEY_LENGTH = 16_384;
const MAX_KEYS = 1024;

/**
 * Changes a user's ~/.ssh/authorized_keys in the guest: guest-ssh-add-authorized-keys and guest-ssh-remove-authorized-keys,
 * since qemu-ga 5.2.
 *
 * @param keys lines of the file, e.g. `ssh-ed25519 AAAAC3… user@host`
 * @returns the keys that the user has then, read back
 * @throws {ControlError} in the agent's words, when the guest has no such user
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 */
export async function setSshKeys(
  reach: ControlReach,
  user: string,
  keys: readonly string[],
  { how = 'replace', ...options }: SshKeyOptions = {},
): Promise<readonly string[]> {
  const { name, withAgent } = reach;
  return reach.control.call('setSshKeys', options, async (call) => {
    const wrong = whatIsWrong(user, keys, how);
    if (wrong !== undefined) throw new ControlRefusedError(name, wrong);
    const command = how === 'remove' ? REMOVE : ADD;
    await expectCommand(reach, command);
    const args = { username: user, keys };
    await call.agent(command, how === 'remove' ? args : { ...args, reset: how === 'replace' });
    if (call.isDryRun) return [];
    const has = await withAgent((agent) => readSshKeys(agent, user));
    if (isAsWanted(has, keys, how)) return has;
    throw new UnsupportedError(name, 'the agent has accepted the keys, and the file is not as it should be');
  });
}

function isAsWanted(has: readonly string[], keys: readonly string[], how: SshKeyOptions['how']): boolean {
  if (how === 'remove') return !keys.some((key) => has.includes(key));
  return (
    keys.every((key) => has.includes(key)) && (how !== 'replace' || has.every((key) => keys.includes(key)))
  );
}

function whatIsWrong(user: string, keys: readonly string[], how: SshKeyOptions['how']): string | undefined {
  if (user === '') return 'the name of the user is missing';
  if (keys.length === 0 && how !== 'replace') return 'there is no key';
  if (keys.length > MAX_KEYS) return `there are more than ${MAX_KEYS} keys`;
  const at = keys.findIndex((key) => !isKey(key));
  return at < 0
    ? undefined
    : `key ${at + 1} is not a line of authorized_keys: a type, a key in base64, a comment`;
}

/** The agent refuses a comment line. */
function isKey(key: string): boolean {
  const isShort = key.length <= MAX_KEY_LENGTH && key === stripControls(key);
  return isShort && /^[^#\s]\S* .*\S$/.test(key);
}
