import type { GuestRates } from '../../../src/model/rates.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import type { Life } from './truth.js';

/** The ratios between 0 and 1. */
const RATIOS: ReadonlySet<string> = new Set([
  'runRatio',
  'waitRatio',
  'user',
  'system',
  'idle',
  'iowait',
  'steal',
]);
/** Rates of gauges, which may be negative. */
const SIGNED: ReadonlySet<string> = new Set(['inFlightChangePerSecond']);
/** Rounding, and the time between the readings of a counter and of the clock. */
const SLACK_RATIO = 0.01;
/**
 * How much of a counter's growth may belong to the time before or after: answers are dated when they arrive, after a moment
 * in a queue.
 */
const SLACK_SECONDS = 0.25;

/**
 * Lists the rates that are impossible.
 *
 * @param before the snapshot that they are computed against; `undefined` when there must not be any
 * @param limits `undefined` when the answers may be dated wrongly
 */
export function* checkRates(
  report: GuestSnapshot,
  before: GuestSnapshot | undefined,
  limits: Life['limits'] | undefined,
): Generator<string> {
  const { rates, qemu } = report;
  if (rates === undefined) return;
  if (before === undefined) return yield 'rates across two sessions, or without a snapshot before';
  yield* checkNumbers('rates', rates);
  const seconds = differenceOf(before.qemu?.monotonicSeconds, qemu?.monotonicSeconds);
  if (rates.guestSeconds !== undefined && Math.abs(rates.guestSeconds - (seconds ?? 0)) > 1e-6)
    yield `rates over ${rates.guestSeconds} s between answers that are ${seconds} s apart`;
  if (limits !== undefined) yield* checkLimits(rates, limits);
}

function* checkLimits(rates: GuestRates, limits: Life['limits']): Generator<string> {
  const beyond = (what: string, rate: number | undefined, limit: number, over: number | undefined) =>
    rate !== undefined && over !== undefined && rate * over > limit * (over + SLACK_SECONDS)
      ? [`${what}: ${rate} a second over ${over} s is beyond ${limit}`]
      : [];
  for (const { name, perSecond, queueDepth } of rates.disks ?? []) {
    const { readBytes, writeBytes, readOperations, writeOperations } = perSecond;
    yield* beyond(`${name} read`, readBytes, limits.diskBytesPerSecond, rates.guestSeconds);
    yield* beyond(`${name} written`, writeBytes, limits.diskBytesPerSecond, rates.guestSeconds);
    yield* beyond(`${name} reads`, readOperations, limits.diskOperationsPerSecond, rates.guestSeconds);
    yield* beyond(`${name} writes`, writeOperations, limits.diskOperationsPerSecond, rates.guestSeconds);
    if (queueDepth !== undefined && queueDepth > MAX_QUEUE_DEPTH) yield `${name}: a queue of ${queueDepth}`;
  }
  const { userSeconds = 0, systemSeconds = 0 } = rates.process ?? {};
  yield* beyond('CPU', userSeconds + systemSeconds, limits.cores, rates.processSeconds);
}

/** virtio-blk has queues of 256. */
const MAX_QUEUE_DEPTH = 1024;

/** Lists every value that is negative, not a number, or a ratio above 1. */
export function* checkNumbers(path: string, value: unknown): Generator<string> {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* checkNumbers(`${path}.${key}`, item);
  } else if (value === null || (typeof value === 'number' && !Number.isFinite(value))) {
    // JSON represents NaN and Infinity so.
    yield `${path} is not a number`;
  } else if (typeof value === 'number') {
    if (value < 0 && !SIGNED.has(name) && name !== 'of') yield `${path} is ${value}`;
    if (RATIOS.has(name) && value > 1 + SLACK_RATIO) yield `${path} is ${value}, more than 1`;
  }
}

function differenceOf(before: number | undefined, now: number | undefined): number | undefined {
  return before === undefined || now === undefined ? undefined : now - before;
}
