import type { DirtyRate, DirtyRateMode } from '../../model/dirty-rate.js';
import { readIsKvm } from '../../qemu/accelerator.js';
import { readDirtyRate } from '../../qemu/dirty-rate.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';

/** Options of {@link startDirtyRate}. */
export interface DirtyRateOptions extends CallOptions {
  /** How long to measure, 1 to 60 (default: 1). */
  readonly seconds?: number | undefined;
  /** (default: `page-sampling`, which samples pages, and slows the guest down least) */
  readonly mode?: DirtyRateMode | undefined;
}

const MAX_SECONDS = 60;
/** A busy host may hold the measuring thread up. */
const SLACK_MS = 30_000;

/**
 * Measures how fast the guest writes to its memory: calc-dirty-rate, and query-dirty-rate until it is measured.
 *
 * @returns the result
 * @throws {UnsupportedError} for the modes `dirty-bitmap` and `dirty-ring` without KVM, and when QEMU has no such command
 * @throws {ControlRefusedError} while it is measured already, and for a time that QEMU does not take
 */
export async function startDirtyRate(
  reach: ControlReach,
  { seconds = 1, mode = 'page-sampling', ...options }: DirtyRateOptions = {},
): Promise<DirtyRate> {
  const { name, qmp, options: ask } = reach;
  const usualMs = seconds * 1000 + SLACK_MS;
  return reach.control.call('startDirtyRate', { usualMs, ...options }, async (call) => {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS) {
      const why = `cannot measure for ${seconds} s: it takes whole seconds, 1 to ${MAX_SECONDS}`;
      throw new ControlRefusedError(name, why);
    }
    if (!(await qmp.supports('calc-dirty-rate')))
      throw new UnsupportedError(name, 'its QEMU has no calc-dirty-rate, which came with 5.2');
    // Any mode but the default ends a QEMU without KVM; that one needs no argument, which QEMU 5.2 has not.
    if (mode !== 'page-sampling' && !(await readIsKvm(qmp, ask)))
      throw new UnsupportedError(
        name,
        `the mode ${mode} needs KVM, and would end this QEMU, which runs without: page-sampling is the one`,
      );
    const before = await readDirtyRate(qmp, ask);
    if (isBeingMeasured(before))
      throw new ControlRefusedError(
        name,
        'its dirty rate is being measured already: read it when that is done',
      );
    const args = { 'calc-time': seconds, ...(mode === 'page-sampling' ? {} : { mode }) };
    await call.qemu('calc-dirty-rate', args);
    const measured = await call.until('the dirty rate', {
      query: async () => {
        const rate = await readDirtyRate(qmp, ask);
        return rate?.status === 'measured' ? rate : undefined;
      },
    });
    return measured ?? before ?? NOT_MEASURED;
  });
}

/** Between a command and the thread that measures, QEMU says `unstarted`, and how long that will measure. */
function isBeingMeasured(rate: DirtyRate | undefined): boolean {
  return rate?.status === 'measuring' || (rate?.status === 'unstarted' && (rate.periodSeconds ?? 0) > 0);
}

const NOT_MEASURED: DirtyRate = {
  status: 'unstarted',
  mode: undefined,
  startSeconds: undefined,
  periodSeconds: undefined,
  bytesPerSecond: undefined,
  vcpus: [],
};
