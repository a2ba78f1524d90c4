import { readActual } from '../../qemu/balloon.js';
import { type BalloonLimits, objectionTo, readBalloonLimits } from '../../qemu/balloon-limits.js';
import { type Resized, ResizeProgress, wholePages } from '../../qemu/balloon-progress.js';
import { readRunStatus } from '../../qemu/status.js';
import { asCount, asRecord } from '../../support/decode.js';
import { describeSize, kibibytes } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { balloonOf } from './balloon-of.js';

/** Options of {@link setMemory}. */
export interface SetMemoryOptions extends CallOptions {
  /** Also to less than the guest needs, or where that is not known (default: false). */
  readonly force?: boolean | undefined;
  /** How long the balloon may make no progress before the call fails, in milliseconds (default: 5000). */
  readonly stallMs?: number | undefined;
}

const USUAL_MS = 120_000;
const STALL_MS = 5000;
const POLL_MS = 50;

/**
 * Leaves the guest so much memory, by its balloon: balloon, and BALLOON_CHANGE or query-balloon until it has that size. What is
 * taken from the guest is free on the host. Where the guest gives no more, the call fails, and the target stays.
 *
 * @param bytes rounded up to whole pages
 * @returns how far it got
 * @throws {UnsupportedError} without a balloon
 * @throws {ControlRefusedError} for more than the machine has, while the guest does not run, and, without `force`, for less than
 *   the guest needs, or when that is not known
 */
export async function setMemory(
  reach: ControlReach,
  bytes: number,
  { force = false, stallMs = STALL_MS, ...options }: SetMemoryOptions = {},
): Promise<Resized> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('setMemory', { usualMs: USUAL_MS, ...options }, async (call) => {
    const device = await balloonOf(reach);
    const limits = await readBalloonLimits(qmp, device, ask);
    checkSize(name, bytes, limits, force);
    const { runState = 'not known', isRunning } = await readRunStatus(qmp, ask);
    if (isRunning !== true) {
      const why = `its run state is ${terminalSafe(runState, 30)}: its balloon driver moves only while it runs`;
      throw new ControlRefusedError(name, why);
    }
    const wanted = wholePages(bytes);
    const { actualBytes: fromBytes } = limits;
    const advice = domCommand('setmem', name, String(kibibytes(fromBytes)));
    const beganMs = Date.now();
    await call.qemu('balloon', { value: wanted }, { advice });
    const progress = new ResizeProgress({ fromBytes, bytes: wanted, stallMs, beganMs });
    const judge = (actualBytes: number | undefined) => {
      if (actualBytes === undefined) return undefined;
      const { resized, isOver } = progress.add(actualBytes, Date.now());
      const done = Math.abs(actualBytes - fromBytes);
      call.progress('the balloon', { done, total: Math.abs(wanted - fromBytes) });
      return isOver ? resized : undefined;
    };
    const resized = await call.until('the balloon', {
      everyMs: POLL_MS,
      event: ({ event, data }) =>
        event === 'BALLOON_CHANGE' && asCount(asRecord(data)?.actual) === wanted ? judge(wanted) : undefined,
      query: async () => judge(await readActual(qmp, ask)),
    });
    if (resized === undefined) return { fromBytes, actualBytes: fromBytes, isThere: false, seconds: 0 };
    if (resized.isThere) return resized;
    const where = `the balloon stays at ${describeSize(resized.actualBytes)}`;
    throw new Error(
      `${where}, without progress for ${stallMs / 1000} s: the guest has no pages left to give, or no driver`,
    );
  });
}

/** Refuses more than the machine has, and, unless it is forced, less than the guest needs. */
function checkSize(guest: string, bytes: number, limits: BalloonLimits, force: boolean): void {
  const refuse = (why: string) => new ControlRefusedError(guest, why);
  if (!Number.isSafeInteger(bytes) || bytes <= 0)
    throw refuse(`cannot be left with ${bytes} bytes of memory: it takes a whole number above 0`);
  const objection = objectionTo(bytes, limits);
  if (objection === undefined || (force && objection.kind !== 'too-much')) return;
  throw refuse(`${objection.why}${WAYS_OUT[objection.kind](guest)}`);
}

const WAYS_OUT = {
  'too-much': () => '',
  unknown: (guest: string) =>
    `: '${domCommand('dommemstat', guest, '--period', '10')}' switches that on, or use force (--force)`,
  'too-little': () => ': use force (--force) to do it anyway',
};
