import type { GuestRates } from '../../../src/model/rates.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import type { Life } from './truth.js';

/** A share of one whole. */
const RATIOS: ReadonlySet<string> = new Set([
  'runRatio',
  'waitRatio',
  'user',
  'system',
  'idle',
  'iowait',
  'steal',
]);
/** A gauge: it falls as well. */
const SIGNED: ReadonlySet<string> = new Set(['inFlightChangePerSecond']);
/** Rounding, and shares of which the clock is read a moment before or after. */
const SLACK_RATIO = 0.01;
/**
 * How much of a figure's growth may be of the time before or after: answers are dated when they come, and wait a moment
 * in a queue.
 */
const SLACK_SECONDS = 0.25;

/**
 * Names the rates that cannot be.
 *
 * @param before what they count from; `undefined` where they must count from nothing
 * @param limits `undefined` where the answers may be dated wrongly
 */
export function* checkRates(
  report: GuestSnapshot,
  before: GuestSnapshot | undefined,
  limits: Life['limits'] | undefined,
): Generator<string> {
  const { rates, qemu } = report;
  if (rates === undefined) return;
  if (before === undefined) return yield 'rates over two sessions, or of what was never seen';
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

/** Names what is negative, no number, or a share beyond the whole, wherever it stands. */
export function* checkNumbers(path: string, value: unknown): Generator<string> {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* checkNumbers(`${path}.${key}`, item);
  } else if (value === null || (typeof value === 'number' && !Number.isFinite(value))) {
    // JSON has no other way to say NaN or Infinity.
    yield `${path} is no number`;
  } else if (typeof value === 'number') {
    if (value < 0 && !SIGNED.has(name) && name !== 'of') yield `${path} is ${value}`;
    if (RATIOS.has(name) && value > 1 + SLACK_RATIO) yield `${path} is ${value}, more than the whole`;
  }
}

function differenceOf(before: number | undefined, now: number | undefined): number | undefined {
  return before === undefined || now === undefined ? undefined : now - before;
}
