import { readActual } from '../qemu/balloon.js';
import { messageOf } from '../support/errors.js';
import { describeSize } from '../support/size.js';
import type { DriverBench } from './driver-bench.js';
import { resizeBalloon } from './resize-balloon.js';

/** How a guest was found. */
export interface AsFound {
  readonly intervalSeconds: number | undefined;
  readonly actualBytes: number | undefined;
  readonly isRunning: boolean;
}

export async function remember(bench: DriverBench): Promise<AsFound> {
  const [intervalSeconds, actualBytes, runState] = await Promise.all([
    bench.interval(),
    readActual(bench.qmp),
    bench.runState(),
  ]);
  return { intervalSeconds, actualBytes, isRunning: runState === 'running' };
}

/**
 * Puts a guest back as it was found, whatever was under way. Waits on although the bench's signal has fired. Never rejects.
 *
 * @returns what could not be put back, and what to do about it
 */
export async function putBack(bench: DriverBench, found: AsFound): Promise<readonly string[]> {
  const left: string[] = [];
  const attempt = async (leaves: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      left.push(`${leaves} (${messageOf(error)})`);
    }
  };
  await attempt('the guest may be stopped: send cont', () => goOn(bench, found));
  for (const { leaves, run } of bench.undos) await attempt(leaves, run);
  const { actualBytes, intervalSeconds } = found;
  if (actualBytes !== undefined && bench.isResized) {
    const size = describeSize(actualBytes);
    await attempt(`the balloon is not at ${size} again`, () => resizeBack(bench, actualBytes));
  }
  if (intervalSeconds !== undefined)
    await attempt(`the polling interval is not ${intervalSeconds} s again`, () =>
      bench.setInterval(intervalSeconds),
    );
  return left;
}

async function goOn(bench: DriverBench, { isRunning }: AsFound): Promise<void> {
  if (isRunning && (await bench.runState()) === 'paused') await bench.qmp.execute('cont');
}

async function resizeBack({ qmp, clock }: DriverBench, bytes: number): Promise<void> {
  const { isThere, actualBytes } = await resizeBalloon(qmp, bytes, { clock });
  if (!isThere) throw new Error(`it stopped at ${describeSize(actualBytes)}`);
}

const STILL_MS = 1000;

/** Whether the balloon is on its way: where to is not told by QEMU, so that nobody could put it back there. */
export async function isMoving(bench: DriverBench): Promise<boolean> {
  const before = await readActual(bench.qmp);
  await bench.sleep(STILL_MS);
  return (await readActual(bench.qmp)) !== before;
}
