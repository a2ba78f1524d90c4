import { BalloonError } from '../../../balloon/balloon-error.js';
import { resizeBalloon } from '../../../balloon/resize-balloon.js';
import { withBalloon } from '../../../balloon/with-balloon.js';
import { findGuest } from '../../../discover/find-guest.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { type BalloonLimits, objectionTo, readBalloonLimits } from '../../../qemu/balloon-limits.js';
import type { Resized } from '../../../qemu/balloon-progress.js';
import { messageOf } from '../../../support/errors.js';
import { describeSize } from '../../../support/size.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { Borrowing } from '../../borrowing.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import type { BalloonSetOptions } from './command.js';
import { resizeProgress } from './progress.js';

/** Inflates or deflates a guest's balloon, and waits until it has the size or makes no more progress. */
export async function balloonSet(
  guest: string,
  bytes: number,
  options: BalloonSetOptions,
  context: Context,
): Promise<number> {
  if (!options.control)
    throw new UsageError(
      `this changes the memory of the guest: add --control to set it to ${describeSize(bytes)}`,
    );
  const found = findGuest(guest);
  const { signal } = context;
  await using borrowing = new Borrowing(context);
  const { whenBusy } = borrowing;
  return await withBalloon(
    found,
    { signal, control: true, whenBusy },
    async ({ client, device, name: knownName }) => {
      const name = terminalSafe(knownName, 100);
      const limits = await readBalloonLimits(client, device);
      checkSize(bytes, limits, options);
      const before = limits.actualBytes;
      try {
        const status = await resize(name, client, bytes, options, context);
        const isBack = !options.restore || (await restore(name, client, before, context));
        return isBack ? status : EXIT.failed;
      } catch (error) {
        if (options.restore) await restore(name, client, before, context);
        throw error;
      }
    },
  );
}

/** Refuses more than the machine has, and, without --force, less than the guest needs. */
function checkSize(bytes: number, limits: BalloonLimits, { force }: BalloonSetOptions): void {
  const objection = objectionTo(bytes, limits);
  if (objection?.kind === 'too-much') throw new UsageError(objection.why);
  if (objection && !force) throw new BalloonError(objection.why + WAYS_OUT[objection.kind]);
}

const WAYS_OUT = {
  unknown: ': switch polling on (qgauge balloon poll), or add --force',
  'too-little': ': add --force to do it anyway',
};

async function resize(
  name: string,
  client: QmpClient,
  bytes: number,
  { stall, restore }: BalloonSetOptions,
  { out, warn, signal, progress }: Context,
): Promise<number> {
  let last: Resized | undefined;
  using _shown = progress.show(() => last && resizeProgress(last, bytes), out);
  try {
    last = await resizeBalloon(client, bytes, {
      stallMs: stall * 1000,
      signal,
      onProgress: (resized) => {
        last = resized;
      },
    });
  } catch (error) {
    const where = last ? `at ${describeSize(last.actualBytes)}` : 'moving';
    const next = restore ? 'returns to its former size' : `its target stays ${describeSize(bytes)}`;
    warn(`${name}: the balloon is ${where} and ${next}`);
    throw error;
  }
  const moved = `${describeSize(last.fromBytes)} → ${describeSize(last.actualBytes)} in ${last.seconds.toFixed(2)} s`;
  out(`${name}: ${moved}\n`);
  if (last.isThere) return EXIT.ok;
  warn(
    `${name}: no progress towards ${describeSize(bytes)} for ${stall} s: the guest has no pages left to give, or no driver; the target stays`,
  );
  return EXIT.failed;
}

/** Never rejects: the error that led here is the one to report. */
async function restore(
  name: string,
  client: QmpClient,
  bytes: number,
  { out, warn }: Context,
): Promise<boolean> {
  try {
    const { isThere, actualBytes } = await resizeBalloon(client, bytes);
    if (isThere) out(`${name}: back at ${describeSize(bytes)}\n`);
    else warn(`${name}: set to ${describeSize(bytes)} again, and still at ${describeSize(actualBytes)}`);
    return isThere;
  } catch (error) {
    warn(`${name}: could not be set to ${describeSize(bytes)} again: ${messageOf(error)}`);
    return false;
  }
}
