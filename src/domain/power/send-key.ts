import { sleep } from '../../support/deadline.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { type KeyCodeSet, type KeyValue, keyValue } from './key-codes.js';
import { expectRunning } from './run-states.js';

/** As with libvirt. */
const MAX_KEYS = 16;
/** QEMU's own. */
const HOLD_MS = 100;
const MAX_HOLD_MS = 60_000;
const MAX_TAKES_MS = 2 * MAX_KEYS * MAX_HOLD_MS;
const USUAL_MS = 10_000;

/** How to press keys. */
export interface SendKeyOptions extends CallOptions {
  /** What a number, or a name of Linux, means (default: linux). */
  readonly codeSet?: KeyCodeSet | undefined;
  /** The time between one key and the next, and for which all of them are held (default: 100). */
  readonly holdMs?: number | undefined;
}

/**
 * Presses keys of the guest's keyboard together, such as `['ctrl', 'alt', 'delete']`, and releases them: send-key. QEMU answers
 * at once, presses them one after the other, and releases them in the opposite order; this resolves after the last release, so
 * that the keys of the next call do not mix with these.
 *
 * @param keys at most 16: QEMU's names, those of Linux (`KEY_LEFTCTRL`), or numbers of the code set
 * @returns the keys as they were sent
 * @throws {NoSuchDeviceError} for a name or number that is none, with the nearest names
 * @throws {ControlRefusedError} when the guest is stopped: QEMU would drop the keys
 */
export async function sendKey(
  reach: ControlReach,
  keys: readonly (string | number)[],
  { codeSet = 'linux', holdMs = HOLD_MS, ...options }: SendKeyOptions = {},
): Promise<readonly KeyValue[]> {
  const { name } = reach;
  const takesMs = 2 * keys.length * holdMs;
  // What is not valid is refused below.
  const usualMs = USUAL_MS + (takesMs > 0 ? Math.min(takesMs, MAX_TAKES_MS) : 0);
  return reach.control.call('sendKey', { usualMs, ...options }, async (call) => {
    if (keys.length < 1 || keys.length > MAX_KEYS)
      throw new ControlRefusedError(
        name,
        `1 to ${MAX_KEYS} keys can be pressed at a time, and not ${keys.length}`,
      );
    if (!Number.isInteger(holdMs) || holdMs < 1 || holdMs > MAX_HOLD_MS)
      throw new ControlRefusedError(
        name,
        `keys can be held for 1 to ${MAX_HOLD_MS} ms, and not for ${holdMs}`,
      );
    const values = keys.map((key) => keyValue(name, key, codeSet));
    await expectRunning(reach, 'suspended');
    await call.qemu('send-key', { keys: values, 'hold-time': holdMs });
    call.progress('the keys to be released');
    if (!call.isDryRun) await sleep(takesMs, call.signal);
    return values;
  });
}
