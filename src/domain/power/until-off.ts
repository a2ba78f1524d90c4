import { readRunStatus } from '../../qemu/status.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { UnsupportedError } from '../domain-error.js';
import { isSilence } from '../silent-qmp.js';

const KILLED = 'its QEMU has ended, and the guest had not shut down: it was killed, or has crashed';

/**
 * Waits until a guest has shut down: QEMU has ended (`ended`), or was started with `-no-shutdown`, and holds the machine in the run
 * state `shutdown` (`held`). The event SHUTDOWN comes a moment before either.
 *
 * @returns `undefined` in a dry run
 * @throws {UnsupportedError} when QEMU has ended without the event
 */
export async function untilOff(
  call: ControlCall,
  { qmp, options, process, name }: ControlReach,
  what: string,
): Promise<'ended' | 'held' | undefined> {
  let wasOff = false;
  const query = async () => {
    try {
      const isOff = (await readRunStatus(qmp, options)).runState === 'shutdown';
      // One that is about to end may be in this state too: it is asked once more.
      const isHeld = isOff && wasOff;
      wasOff = isOff;
      return isHeld ? ('held' as const) : undefined;
    } catch (error) {
      // Of a QEMU on another host, this is all that its end shows.
      if (process === undefined && isSilence(error)) return 'ended';
      throw error;
    }
  };
  let isShutDown = false;
  return call.until(what, {
    event: ({ event }) => {
      isShutDown ||= event === 'SHUTDOWN';
      return undefined;
    },
    query,
    whenEnded: (hasHeardAll) => {
      if (isShutDown || !hasHeardAll) return 'ended' as const;
      throw new UnsupportedError(name, KILLED);
    },
  });
}
