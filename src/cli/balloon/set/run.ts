import { marginOf } from '../../../balloon/plan-targets.js';
import { needActual, type Resized, resizeBalloon } from '../../../balloon/resize-balloon.js';
import { withBalloon } from '../../../balloon/with-balloon.js';
import type { BalloonDevice, BalloonReport } from '../../../model/balloon.js';
import { isOverdue } from '../../../model/verdict.js';
import { readInterval, readReport } from '../../../qemu/balloon.js';
import { readMemorySize } from '../../../qemu/memory.js';
import type { QmpClient } from '../../../qemu/qmp-client.js';
import { messageOf, QgaugeError } from '../../../support/errors.js';
import { describeSize } from '../../../support/size.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import { findGuest } from '../find-guests.js';
import { showProgress } from './progress.js';

/** The options of `qgauge balloon set`, as commander hands them over. */
export interface BalloonSetOptions {
  readonly control?: boolean;
  readonly force?: boolean;
  readonly restore?: boolean;
  /** Seconds. */
  readonly stall: number;
}

/** Inflates or deflates a guest's balloon, and waits until that is done or goes no further. Resolves to the exit status. */
export async function balloonSet(
  guest: string,
  bytes: number,
  options: BalloonSetOptions,
  context: Context,
): Promise<number> {
  if (!options.control)
    throw new UsageError(
      `this changes how much memory the guest has: add --control to set it to ${describeSize(bytes)}`,
    );
  const found = findGuest(guest);
  const { signal } = context;
  return withBalloon(found, { signal, control: true }, async (client, device, said) => {
    const name = terminalSafe(said, 100);
    await checkSize(client, device, bytes, options);
    const before = await needActual(client);
    try {
      const status = await resize(name, client, bytes, options, context);
      const isBack = !options.restore || (await restore(name, client, before, context));
      return isBack ? status : EXIT.failed;
    } catch (error) {
      if (options.restore) await restore(name, client, before, context);
      throw error;
    }
  });
}

/** Refuses what cannot be, and, without --force, what the guest cannot spare. */
async function checkSize(
  client: QmpClient,
  { path }: BalloonDevice,
  bytes: number,
  { force }: BalloonSetOptions,
): Promise<void> {
  const [memory, report, intervalSeconds, actual] = await Promise.all([
    readMemorySize(client),
    readReport(client, path),
    readInterval(client, path),
    needActual(client),
  ]);
  const most = memory && memory.baseBytes + memory.pluggedBytes;
  if (most !== undefined && bytes > most)
    throw new UsageError(
      `${describeSize(bytes)} is more than the machine has: ${describeSize(most)} is the most (a balloon only takes away)`,
    );
  if (force || bytes >= actual) return;
  const least = report && isPresent(report, intervalSeconds) ? leastOf(report.supplied, actual) : undefined;
  if (least === undefined)
    throw new QgaugeError(
      'ERR_BALLOON',
      `it is not known how much the guest needs: no fresh report tells what is available in it; switch polling on (qgauge balloon poll), or add --force`,
    );
  if (bytes < least)
    throw new QgaugeError(
      'ERR_BALLOON',
      `the guest needs about ${describeSize(least)} (what it uses, and a margin), and ${describeSize(bytes)} is less: it may run out of memory; add --force to do it all the same`,
    );
}

/** What was available before polling was switched off, or before the last movement, says nothing of now. */
function isPresent({ lastUpdateSeconds }: BalloonReport, intervalSeconds = 0): boolean {
  return intervalSeconds > 0 && !isOverdue(Date.now() / 1000 - lastUpdateSeconds, intervalSeconds);
}

/** What a guest uses, and a margin on top; `undefined` when no report tells. */
function leastOf(stats: { readonly [stat: string]: number | bigint }, actual: number): number | undefined {
  const total = stats['stat-total-memory'];
  const available = stats['stat-available-memory'] ?? stats['stat-free-memory'];
  if (total === undefined || available === undefined) return undefined;
  // What the machine gives and the guest's total does not show (its kernel's own) stays needed too.
  return Math.min(actual, actual - Number(available) + marginOf(Number(total)));
}

async function resize(
  name: string,
  client: QmpClient,
  bytes: number,
  { stall, restore }: BalloonSetOptions,
  { out, warn, signal, stdout }: Context,
): Promise<number> {
  using progress = showProgress(stdout, out, bytes);
  let last: Resized | undefined;
  try {
    last = await resizeBalloon(client, bytes, {
      stallMs: stall * 1000,
      signal,
      onLook: (look) => {
        last = look;
        progress.show(look);
      },
    });
  } catch (error) {
    progress.end();
    const where = last ? `at ${describeSize(last.actualBytes)}` : 'on its way';
    const what = restore ? 'it goes back to where it was' : `the target stays ${describeSize(bytes)}`;
    warn(`${name}: the balloon is ${where}, and ${what}`);
    throw error;
  }
  progress.end();
  const moved = `${describeSize(last.fromBytes)} → ${describeSize(last.actualBytes)} in ${last.seconds.toFixed(2)} s`;
  out(`${name}: ${moved}\n`);
  if (last.isThere) return EXIT.ok;
  warn(
    `${name}: the guest came no nearer to ${describeSize(bytes)} for ${stall} s: it has no page left to give, or no driver; the target stays`,
  );
  return EXIT.failed;
}

/** Never rejects: what went wrong before it is what the user must be told. */
async function restore(
  name: string,
  client: QmpClient,
  bytes: number,
  { out, warn }: Context,
): Promise<boolean> {
  try {
    const { isThere, actualBytes } = await resizeBalloon(client, bytes);
    if (isThere) out(`${name}: back at ${describeSize(bytes)}\n`);
    else warn(`${name}: told ${describeSize(bytes)} again, and is at ${describeSize(actualBytes)}`);
    return isThere;
  } catch (error) {
    warn(`${name}: not told ${describeSize(bytes)} again: ${messageOf(error)}`);
    return false;
  }
}
