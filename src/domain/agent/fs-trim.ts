import type { TrimmedFileSystem } from '../../model/guest-agent.js';
import { asCount } from '../../support/decode.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { asGuestText, entriesOf, objectOf, WHOLE_CALL_MS } from './agent-answer.js';
import { expectCommand } from './expect-command.js';

const COMMAND = 'guest-fstrim';
/** A disk of the guest that is an image on a slow file system takes long. */
const TRIM_MS = 120_000;

/** What to trim. */
export interface TrimOptions extends CallOptions {
  /** Free ranges that are shorter are left out (default: as the guest's system has it). */
  readonly minimumBytes?: number | undefined;
}

/**
 * Has the guest tell its disks which blocks are free, in all file systems: guest-fstrim, since qemu-ga 2.4.
 *
 * @returns what each file system has given back, or why it could not; empty when there is none that can be trimmed
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 */
export async function fsTrim(
  reach: ControlReach,
  { minimumBytes, ...options }: TrimOptions = {},
): Promise<readonly TrimmedFileSystem[]> {
  return reach.control.call('fsTrim', { usualMs: TRIM_MS, ...options }, async (call) => {
    if (minimumBytes !== undefined && !(Number.isSafeInteger(minimumBytes) && minimumBytes >= 0))
      throw new ControlRefusedError(reach.name, 'the least length of a range to trim is a number of bytes');
    await expectCommand(reach, COMMAND);
    const args = minimumBytes === undefined ? undefined : { minimum: minimumBytes };
    const answer = await call.agent(COMMAND, args, { timeoutMs: WHOLE_CALL_MS });
    return call.isDryRun ? [] : decodeTrim(answer);
  });
}

/** Decodes `{"paths":[{"path":"/mnt","trimmed":4096,"minimum":0},{"path":"/data","error":"…"}]}`. */
export function decodeTrim(answer: unknown): readonly TrimmedFileSystem[] {
  return entriesOf(COMMAND, objectOf(COMMAND, answer).paths).flatMap((entry) => {
    const mountpoint = asGuestText(entry.path);
    if (mountpoint === undefined) return [];
    return [{ mountpoint, trimmedBytes: asCount(entry.trimmed), error: asGuestText(entry.error) }];
  });
}
