import { readInterval } from '../../qemu/balloon.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { balloonOf } from './balloon-of.js';

const PROPERTY = 'guest-stats-polling-interval';
/** QEMU holds it in 32 bits. */
const MAX_SECONDS = 2 ** 32 - 1;

/**
 * Sets how often QEMU asks the guest for its memory statistics: qom-set guest-stats-polling-interval. It is one for everybody who
 * reads them.
 *
 * @param seconds 0: never
 * @returns the period that was read back
 * @throws {UnsupportedError} without a balloon
 * @throws {ControlRefusedError} for a number that QEMU does not take
 */
export async function setMemoryStatsPeriod(
  reach: ControlReach,
  seconds: number,
  options: CallOptions = {},
): Promise<number> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('setMemoryStatsPeriod', options, async (call) => {
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_SECONDS)
      throw new ControlRefusedError(
        name,
        `${seconds} is not a valid period: it takes whole seconds, 0 to ${MAX_SECONDS}`,
      );
    const { path } = await balloonOf(reach);
    const before = (await readInterval(qmp, path, ask)) ?? 0;
    const set = (value: number) => ({ path, property: PROPERTY, value });
    const undo = { to: 'qemu', command: 'qom-set', args: set(before) } as const;
    await call.qemu('qom-set', set(seconds), { undo });
    const read = async () => ((await readInterval(qmp, path, ask)) === seconds ? seconds : undefined);
    return (await call.until('the period', { query: read })) ?? before;
  });
}
