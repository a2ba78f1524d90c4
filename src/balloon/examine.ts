import type { BalloonDeviceState } from '../model/balloon-device-state.js';
import type { LaterSample } from '../model/judge.js';
import type { QemuSample } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readActual, readReport } from '../qemu/balloon.js';
import { type DriverQuestion, readBalloonDevice } from '../qemu/balloon-device.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';

/** A sample of a QEMU, and what was read of its balloon beyond it. */
export interface ExaminedBalloon {
  readonly sample: QemuSample;
  /** `undefined` when the machine has no balloon, or it did not answer. */
  readonly device: BalloonDeviceState | undefined;
  /** `undefined` when no second sample was taken. */
  readonly later: LaterSample | undefined;
}

/** How closely to examine a balloon. */
export interface ExamineOptions extends ExecuteOptions {
  /** Whether, and of which QEMU version, to ask for the driver's state. */
  readonly question: DriverQuestion;
  /** Milliseconds between the two samples (default: no second sample). */
  readonly watchMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Reads the state of a balloon's device and driver, and samples the balloon once more. Writes nothing.
 *
 * @param sample what was just read of this QEMU
 */
export async function examine(
  qmp: QemuExecutor,
  sample: QemuSample,
  { question, watchMs, clock = REAL_CLOCK, ...options }: ExamineOptions,
): Promise<ExaminedBalloon> {
  const balloon = sample.balloon?.device;
  if (balloon === undefined) return { sample, device: undefined, later: undefined };
  const device = await readBalloonDevice(qmp, balloon, question, options);
  if (watchMs === undefined) return { sample, device, later: undefined };
  const beganMs = clock.nowMs();
  await clock.sleep(watchMs, options.signal);
  const [actualBytes, report] = await Promise.all([
    readActual(qmp, options),
    readReport(qmp, balloon.path, options),
  ]);
  const afterSeconds = (clock.nowMs() - beganMs) / 1000;
  return { sample, device, later: { afterSeconds, actualBytes, report } };
}
