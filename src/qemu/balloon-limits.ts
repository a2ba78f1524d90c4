import type { BalloonDevice, BalloonReport } from '../model/balloon.js';
import { mostBytes } from '../model/machine-bytes.js';
import { isOverdue } from '../model/report-figures.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';
import { describeSize } from '../support/size.js';
import { needActual, readInterval, readReport } from './balloon.js';
import { readMemorySize } from './memory.js';

/** What a guest keeps beyond what it uses: enough to go on working while it is measured. */
const MIN_MARGIN_BYTES = 48 * 2 ** 20;
const MARGIN_SHARE = 0.1;

/** The sizes that a guest can be left with, in bytes. */
export interface BalloonLimits {
  /** What it may use now. */
  readonly actualBytes: number;
  /** What it uses and a margin; `undefined` without a fresh report of its total and its available or free memory. */
  readonly leastBytes: number | undefined;
  /**
   * The machine's memory without virtio-mem, which QEMU does not count here: a balloon only takes away. `undefined` when QEMU
   * does not report it.
   */
  readonly mostBytes: number | undefined;
  /** What the guest has beside it in virtio-mem devices; `undefined` without any. */
  readonly virtioMemBytes?: number | undefined;
}

/** Reads what a balloon may be set to. @throws {Error} without a balloon */
export async function readBalloonLimits(
  qmp: QemuExecutor,
  { path }: Pick<BalloonDevice, 'path'>,
  { clock = REAL_CLOCK, ...options }: ExecuteOptions & { readonly clock?: Clock | undefined } = {},
): Promise<BalloonLimits> {
  const [memory, report, intervalSeconds, actualBytes] = await Promise.all([
    readMemorySize(qmp, options),
    readReport(qmp, path, options),
    readInterval(qmp, path, options),
    needActual(qmp, options),
  ]);
  const tellsOfNow = report && isReportFresh(report, intervalSeconds, clock.nowMs() / 1000);
  return {
    actualBytes,
    leastBytes: tellsOfNow ? leastOf(report.supplied, actualBytes) : undefined,
    mostBytes: mostBytes(memory),
    virtioMemBytes: memory?.virtioMemBytes,
  };
}

/** Why a guest should not be left with so much memory. */
export interface SizeObjection {
  /** Whether nobody knows what the guest needs, or it needs more than that, or the machine has less. */
  readonly kind: 'unknown' | 'too-little' | 'too-much';
  /** A sentence about the guest, without a way out. */
  readonly why: string;
}

/** Objects to more than the machine has, and to less than the guest needs; `undefined` where nothing speaks against a size. */
export function objectionTo(bytes: number, limits: BalloonLimits): SizeObjection | undefined {
  const { actualBytes, leastBytes, mostBytes, virtioMemBytes } = limits;
  const size = describeSize(bytes);
  if (mostBytes !== undefined && bytes > mostBytes) {
    const has = `${describeSize(mostBytes)} of the machine${virtioMemBytes ? ' without its virtio-mem' : ''}`;
    return { kind: 'too-much', why: `${size} is more than the ${has}: a balloon only takes memory away` };
  }
  if (bytes >= actualBytes) return undefined;
  if (leastBytes === undefined) {
    const why =
      'how much the guest needs is not known, because there is no fresh report of its available memory';
    return { kind: 'unknown', why };
  }
  if (bytes >= leastBytes) return undefined;
  const need = `the guest needs about ${describeSize(leastBytes)} (what it uses and a margin)`;
  return { kind: 'too-little', why: `${need} and may run out of memory with ${size}` };
}

/** A report from before polling was switched off, or from before the last resize, says nothing about now. */
function isReportFresh(
  { lastUpdateSeconds }: BalloonReport,
  intervalSeconds = 0,
  nowSeconds: number,
): boolean {
  return intervalSeconds > 0 && !isOverdue(nowSeconds - lastUpdateSeconds, intervalSeconds);
}

function leastOf(
  stats: { readonly [stat: string]: number | bigint },
  actualBytes: number,
): number | undefined {
  const total = stats['stat-total-memory'];
  const available = stats['stat-available-memory'] ?? stats['stat-free-memory'];
  if (total === undefined || available === undefined) return undefined;
  // Memory that the guest's total does not include, such as its kernel's own, stays needed too.
  const leastBytes = actualBytes - Number(available) + marginOf(Number(total));
  // A guest with much free virtio-mem could spare more than the balloon can take.
  return Math.max(0, Math.min(actualBytes, leastBytes));
}

/** How many bytes a guest of this size keeps above what it uses. */
export function marginOf(totalBytes: number): number {
  return Math.max(MIN_MARGIN_BYTES, totalBytes * MARGIN_SHARE);
}
