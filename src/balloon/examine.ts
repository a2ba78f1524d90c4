import type { BalloonReport } from '../model/balloon.js';
import type { BalloonDeviceState } from '../model/balloon-device-state.js';
import type { QemuSample } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readActual, readReport } from '../qemu/balloon.js';
import { type DriverQuestion, readBalloonDevice } from '../qemu/balloon-device.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';

/** What an examination has found out beyond a sample. */
export interface Examination {
  readonly sample: QemuSample;
  /** `undefined` when the machine has no balloon, or it did not answer. */
  readonly device: BalloonDeviceState | undefined;
  /** A look a moment later; `undefined` when none was taken. */
  readonly later: LaterLook | undefined;
  /** The machine was seen to be reset, and nothing has been reported since. */
  readonly isReset?: boolean | undefined;
}

export interface LaterLook {
  readonly afterSeconds: number;
  readonly actualBytes: number | undefined;
  readonly report: BalloonReport | undefined;
}

export interface ExamineOptions extends ExecuteOptions {
  readonly question: DriverQuestion;
  /** How long to wait before the second look, which shows what moves. Without it there is none. */
  readonly watchMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/** Looks at a balloon more closely than a sample does. Writes nothing. @param sample what was just read of this QEMU */
export async function examine(
  qmp: QemuExecutor,
  sample: QemuSample,
  { question, watchMs, clock = REAL_CLOCK, ...options }: ExamineOptions,
): Promise<Examination> {
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
