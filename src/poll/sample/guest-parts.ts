import type { BalloonSample } from '../../model/balloon.js';
import type { DirtyRate } from '../../model/dirty-rate.js';
import type { Display, GuestNic, Iothread, MemorySize, QemuSample, Vcpu } from '../../model/qemu-sample.js';
import type { RunStatus } from '../../model/run-state.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readActual } from '../../qemu/balloon.js';
import {
  type DiskImages,
  type DiskTraffic,
  emptyDrivesOf,
  joinDisks,
  readDiskCounters,
} from '../../qemu/block.js';
import type { Identity } from '../../qemu/identity.js';
import { readRunStatus } from '../../qemu/status.js';
import { answeredAtSeconds, LOOP_CLOCK, type Waited } from '../../support/loop-clock.js';
import type { PartFailures } from '../../support/part-failures.js';

/** A balloon without its size, which is read with the moving parts. */
export type KnownBalloon = Omit<BalloonSample, 'actualBytes'>;

/** A machine that has no balloon. */
export const NO_BALLOON: KnownBalloon = { device: undefined, report: undefined, intervalSeconds: undefined };

/** The parts of a sample that seldom change; a part that was not asked for, or did not answer, is `undefined`. */
export interface LastingParts {
  readonly identity: Identity | undefined;
  readonly memory: MemorySize | undefined;
  readonly vcpus: readonly Vcpu[] | undefined;
  readonly display: Display | null | undefined;
  readonly nics: readonly GuestNic[] | undefined;
  readonly images: DiskImages | undefined;
  readonly imagesReadAtSeconds: number | undefined;
  readonly iothreads: readonly Iothread[] | undefined;
  readonly maxVcpus: number | undefined;
  readonly dirtyRate: DirtyRate | undefined;
  readonly balloon: KnownBalloon | undefined;
}

/** The parts of a sample that change all the time. */
export interface MovingParts extends RunStatus {
  readonly actualBytes: number | undefined;
  readonly traffic: readonly DiskTraffic[] | undefined;
  /**
   * When QEMU answered for the counters, else its last answer, by a monotonic clock. The time of the request would be too
   * early: while QEMU's main loop hangs, its guest continues, and its counters grow.
   */
  readonly monotonicSeconds: number;
  /** The time of QEMU's last answer, seconds since the epoch: a QEMU that falls silent in between is not known after that. */
  readonly takenAtSeconds: number;
}

/** Asks for the moving parts. */
export async function readMoving(
  qmp: QemuExecutor,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<MovingParts> {
  const [status, actualBytes, counters] = await Promise.all([
    failures.catch('status', dated(readRunStatus(qmp, options))),
    failures.catch('balloon', dated(readActual(qmp, options))),
    failures.catch('disks', dated(readDiskCounters(qmp, options))),
  ]);
  const last = latestOf([status, actualBytes, counters].flatMap((part) => part?.date ?? []));
  return {
    runState: status?.answer.runState,
    isRunning: status?.answer.isRunning,
    actualBytes: actualBytes?.answer,
    traffic: counters?.answer,
    monotonicSeconds: (counters?.date ?? last).monotonicSeconds,
    takenAtSeconds: last.takenAtSeconds,
  };
}

type Moment = Pick<MovingParts, 'monotonicSeconds' | 'takenAtSeconds'>;

async function dated<T>(answering: Promise<T>): Promise<{ readonly answer: T; readonly date: Moment }> {
  const waited = LOOP_CLOCK.startWait();
  const answer = await answering;
  return { answer, date: momentOf(waited()) };
}

function latestOf(dates: readonly Moment[]): Moment {
  const [first = momentOf(NO_WAIT), ...others] = dates;
  return others.reduce((last, date) => (date.monotonicSeconds > last.monotonicSeconds ? date : last), first);
}

function momentOf(waited: Waited): Moment {
  return {
    monotonicSeconds: (performance.now() - waited.lateMs) / 1000,
    takenAtSeconds: answeredAtSeconds(waited),
  };
}

const NO_WAIT: Waited = { ranMs: 0, lateMs: 0 };

/** Joins both into one sample. */
export function assemble(moving: MovingParts, lasting: LastingParts, failures: PartFailures): QemuSample {
  const { runState, isRunning, actualBytes, traffic, monotonicSeconds, takenAtSeconds } = moving;
  const {
    identity,
    vcpus,
    memory,
    balloon,
    images,
    imagesReadAtSeconds,
    iothreads,
    maxVcpus,
    dirtyRate,
    nics,
    display,
  } = lasting;
  return {
    name: identity?.name,
    uuid: identity?.uuid,
    runState,
    isRunning,
    vcpus,
    memory,
    balloon: balloon && { ...balloon, actualBytes },
    disks: traffic && joinDisks(traffic, images),
    emptyDrives: traffic && emptyDrivesOf(traffic),
    nics,
    display,
    takenAtSeconds,
    monotonicSeconds,
    iothreads,
    maxVcpus,
    dirtyRate,
    imagesReadAtSeconds,
    failures: failures.list(),
  };
}
