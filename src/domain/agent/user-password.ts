import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { Secret } from '../control/secret.js';
import { WHOLE_CALL_MS } from './agent-answer.js';
import { expectCommand } from './expect-command.js';

/** How a password is set. */
export interface PasswordOptions extends CallOptions {
  /** Whether it is encrypted already, as crypt(3) does it: `$6$…` (default: false). */
  readonly isEncrypted?: boolean | undefined;
}

const COMMAND = 'guest-set-user-password';
/** A program of the guest may ask a server. */
const PASSWORD_MS = 30_000;

/**
 * Sets the password of a user of the guest: guest-set-user-password, since qemu-ga 2.3. The guest cannot tell a password, and so
 * nothing is read back.
 *
 * @param password a text is hidden in records and errors too
 * @throws {ControlError} in the agent's words, when the guest has no such user, or no program that sets passwords
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 */
export async function setUserPassword(
  reach: ControlReach,
  user: string,
  password: Secret | string,
  { isEncrypted = false, ...options }: PasswordOptions = {},
): Promise<void> {
  const secret = typeof password === 'string' ? new Secret(password) : password;
  await reach.control.call('setUserPassword', { usualMs: PASSWORD_MS, ...options }, async (call) => {
    if (user === '') throw new ControlRefusedError(reach.name, 'the name of the user is missing');
    if (/[\n\0]/.test(secret.reveal()))
      throw new ControlRefusedError(reach.name, 'a password has neither a line break nor a NUL in it');
    await expectCommand(reach, COMMAND);
    const encoded = secret.encoded((text) => Buffer.from(text, 'utf8').toString('base64'));
    const args = { username: user, password: encoded, crypted: isEncrypted };
    await call.agent(COMMAND, args, { timeoutMs: WHOLE_CALL_MS });
  });
}
