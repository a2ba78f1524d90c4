import { doesRun } from '../model/run-state.js';
import { readActual } from '../qemu/balloon.js';
import { PartFailures } from '../support/part-failures.js';
import { describeSize } from '../support/size.js';
import type { DriverBench } from './driver-bench.js';
import { resizeBalloon } from './resize-balloon.js';

/** The state of a guest before the run. */
export interface AsFound {
  readonly intervalSeconds: number | undefined;
  readonly actualBytes: number | undefined;
  readonly isRunning: boolean;
}

/** Reads what {@link putBack} is to restore. */
export async function remember(bench: DriverBench): Promise<AsFound> {
  const [intervalSeconds, actualBytes, status] = await Promise.all([
    bench.interval(),
    readActual(bench.qmp),
    bench.runStatus(),
  ]);
  return { intervalSeconds, actualBytes, isRunning: doesRun(status) };
}

/**
 * Restores a guest to the state in which it was found, whatever was under way. Waits even after the bench's signal has fired.
 * Never rejects.
 *
 * @returns what could not be restored, and what to do about it; a line each
 */
export async function putBack(bench: DriverBench, found: AsFound): Promise<readonly string[]> {
  const left = new PartFailures();
  await left.catch('the guest may be stopped: send cont', resume(bench, found));
  for (const { leaves, run } of bench.changes.undos) await left.catch(leaves, run());
  const { actualBytes, intervalSeconds } = found;
  if (actualBytes !== undefined && bench.changes.isResized) {
    const size = describeSize(actualBytes);
    await left.catch(`the balloon is not back at ${size}`, resizeBack(bench, actualBytes));
  }
  if (intervalSeconds !== undefined)
    await left.catch(
      `the polling interval is not back at ${intervalSeconds} s`,
      bench.setInterval(intervalSeconds),
    );
  return left.list().map(({ part, why }) => `${part} (${why})`);
}

async function resume(bench: DriverBench, { isRunning }: AsFound): Promise<void> {
  if (isRunning && (await bench.runStatus()).runState === 'paused') await bench.qmp.execute('cont');
}

async function resizeBack({ qmp, clock }: DriverBench, bytes: number): Promise<void> {
  const { isThere, actualBytes } = await resizeBalloon(qmp, bytes, { clock });
  if (!isThere) throw new Error(`it stopped at ${describeSize(actualBytes)}`);
}

const STILL_MS = 1000;

/**
 * Whether the balloon changes its size within a second. QEMU does not report the target, so a moving balloon could not be
 * restored.
 */
export async function isMoving(bench: DriverBench): Promise<boolean> {
  const before = await readActual(bench.qmp);
  await bench.sleep(STILL_MS);
  return (await readActual(bench.qmp)) !== before;
}
