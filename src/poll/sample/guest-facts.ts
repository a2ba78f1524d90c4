import type { BalloonSample } from '../../model/balloon.js';
import type { Display, GuestNic, Iothread, MemorySize, QemuSample, Vcpu } from '../../model/qemu-sample.js';
import type { RunState } from '../../model/run-state.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readActual } from '../../qemu/balloon.js';
import { type DiskImages, type DiskTraffic, joinDisks, readDiskCounters } from '../../qemu/block.js';
import type { Identity } from '../../qemu/identity.js';
import { readRunState } from '../../qemu/status.js';
import type { PartFailures } from './part-failures.js';

/** The balloon as it was last seen. */
export type BalloonFacts = Omit<BalloonSample, 'actualBytes'>;

export const NO_BALLOON: BalloonFacts = { device: undefined, report: undefined, intervalSeconds: undefined };

/** What does not change from one sample to the next; `undefined` is what has not been asked, or did not answer. */
export interface Facts {
  readonly identity: Identity | undefined;
  readonly memory: MemorySize | undefined;
  readonly vcpus: readonly Vcpu[] | undefined;
  readonly display: Display | null | undefined;
  readonly nics: readonly GuestNic[] | undefined;
  readonly images: DiskImages | undefined;
  readonly imagesReadAtSeconds: number | undefined;
  readonly iothreads: readonly Iothread[] | undefined;
  readonly balloon: BalloonFacts | undefined;
}

/** What does. */
export interface Moving {
  readonly runState: RunState | undefined;
  readonly actualBytes: number | undefined;
  readonly traffic: readonly DiskTraffic[] | undefined;
  /**
   * When QEMU answered, by a clock that is never set: the counters, or the last that it did answer. It counts until then: a
   * QEMU whose main loop hangs answers late, and its guest goes on meanwhile.
   */
  readonly monotonicSeconds: number;
  /** When it answered last, seconds since the epoch: one that falls silent in the middle has said no more after that. */
  readonly takenAtSeconds: number;
}

/** Asks for what moves. */
export async function readMoving(
  qmp: QemuExecutor,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<Moving> {
  const [runState, actualBytes, counters] = await Promise.all([
    failures.catch('status', dated(readRunState(qmp, options))),
    failures.catch('balloon', dated(readActual(qmp, options))),
    failures.catch('disks', dated(readDiskCounters(qmp, options))),
  ]);
  const last = latestOf([runState, actualBytes, counters].flatMap((part) => part?.date ?? []));
  return {
    runState: runState?.answer,
    actualBytes: actualBytes?.answer,
    traffic: counters?.answer,
    monotonicSeconds: (counters?.date ?? last).monotonicSeconds,
    takenAtSeconds: last.takenAtSeconds,
  };
}

type Moment = Pick<Moving, 'monotonicSeconds' | 'takenAtSeconds'>;

async function dated<T>(answer: Promise<T>): Promise<{ readonly answer: T; readonly date: Moment }> {
  return { answer: await answer, date: momentNow() };
}

function latestOf(dates: readonly Moment[]): Moment {
  const [first = momentNow(), ...others] = dates;
  return others.reduce((last, date) => (date.monotonicSeconds > last.monotonicSeconds ? date : last), first);
}

function momentNow(): Moment {
  return { monotonicSeconds: performance.now() / 1000, takenAtSeconds: Date.now() / 1000 };
}

/** Puts both into one sample. */
export function assemble(moving: Moving, facts: Facts, failures: PartFailures): QemuSample {
  const { runState, actualBytes, traffic, monotonicSeconds, takenAtSeconds } = moving;
  const { identity, vcpus, memory, balloon, images, imagesReadAtSeconds, iothreads, nics, display } = facts;
  return {
    name: identity?.name,
    uuid: identity?.uuid,
    runState,
    vcpus,
    memory,
    balloon: balloon && { ...balloon, actualBytes },
    disks: traffic && joinDisks(traffic, images),
    nics,
    display,
    takenAtSeconds,
    monotonicSeconds,
    iothreads,
    imagesReadAtSeconds,
    failures: failures.list(),
  };
}
