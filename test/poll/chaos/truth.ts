import type { ProblemKind } from '../../../src/model/problem.js';

/** What is expected of a guest in trouble. */
export interface Expectation {
  /** What its QEMU answers meanwhile: with `all` it must be shown as healthy, `none` is silence. */
  readonly answers: 'all' | 'some' | 'none';
  /** The problems that it may be shown with (default: any). */
  readonly problems?: readonly ProblemKind[];
  /** Whether its counters may restart from 0. */
  readonly newSession?: boolean;
  /** Whether the poller retries at growing intervals: it may notice the end as late as it has waited. */
  readonly backsOff?: boolean;
  /** How long a timeout of the poller may last beyond the end, in milliseconds (default: 0). */
  readonly lingersMs?: number;
}

/** A trouble of one guest, in milliseconds since the epoch: it neither begins nor ends in an instant. */
export interface Trouble {
  readonly kind: string;
  readonly expects: Expectation;
  readonly beganMs: number;
  /** It is in effect from here on. */
  effectiveMs?: number;
  /** It is in effect up to here. */
  endingMs?: number;
  endedMs?: number;
}

/** What identifies a guest, and the most that it can do. */
export interface Identity {
  /** Where it lives: its successors have the same place and socket, and sometimes the same name. */
  readonly place: string;
  readonly name: string;
  readonly uuid: string;
  /** `unix:/path` of the monitor that is asked. */
  readonly socket: string;
  /** Different for every guest. */
  readonly memoryBytes: number;
  /** The node names, which no other guest has. */
  readonly disks: readonly string[];
  /** `undefined` for a mock, which is not a process of its own. */
  readonly process: { readonly pid: number; readonly startTicks: number } | undefined;
  /** Whether its balloon driver reports false figures, which may decrease at any time. */
  readonly lies?: boolean;
  readonly limits: {
    readonly cores: number;
    readonly diskBytesPerSecond: number;
    readonly diskOperationsPerSecond: number;
  };
}

/** One guest from its start to its end: one QEMU. */
export interface Life extends Identity {
  /** When its monitor began to answer. */
  bornMs: number;
  /** When it was about to be made to end: its process may be gone from here on. */
  endingMs?: number;
  /** When its process was known to be gone. */
  diedMs?: number;
  readonly troubles: Trouble[];
}

/** The true state of all guests and their troubles, independent of the poller. */
export class Truth {
  readonly lives: Life[] = [];

  /** Records a guest that is being started: it may be in a snapshot from here on. */
  announce(identity: Identity): Life {
    const life: Life = { ...identity, bornMs: Number.POSITIVE_INFINITY, troubles: [] };
    this.lives.push(life);
    return life;
  }

  /** Records that its monitor answers: it must be in every snapshot from here on. */
  born(life: Life): void {
    life.bornMs = Date.now();
  }

  /** Records a trouble, before anything is done to the guest. */
  trouble(life: Life, kind: string, expects: Expectation): Trouble {
    const trouble: Trouble = { kind, expects, beganMs: Date.now() };
    life.troubles.push(trouble);
    return trouble;
  }

  /** Records that a guest is about to be made to end. */
  ends(life: Life): void {
    life.endingMs = Date.now();
  }

  died(life: Life): void {
    life.diedMs = Date.now();
  }
}

export interface SweepTime {
  readonly beganMs: number;
  readonly endedMs: number;
}

/** What a sweep must, or may, show of a guest. */
export type Expected =
  | { readonly state: 'healthy' }
  /** `silentSinceMs`: the guest cannot have answered in this sweep. */
  | {
      readonly state: 'troubled';
      readonly troubles: readonly Trouble[];
      readonly silentSinceMs: number | undefined;
    }
  /** It has just started or ended. */
  | { readonly state: 'passing' }
  | { readonly state: 'absent' };

/** @param graceMs from the end of a trouble, or the beginning of a life, to the sweep that must show the guest healthy */
export function expectationOf(life: Life, sweep: SweepTime, graceMs: number): Expected {
  const { bornMs, diedMs = Number.POSITIVE_INFINITY } = life;
  if (diedMs < sweep.beganMs) return { state: 'absent' };
  if (diedMs <= sweep.endedMs || sweep.beganMs < bornMs + graceMs) return { state: 'passing' };
  const troubles = life.troubles.filter(
    (trouble) => trouble.expects.answers !== 'all' && isFelt(trouble, sweep, graceMs),
  );
  if (troubles.length === 0) return { state: 'healthy' };
  const silence = troubles.find((trouble) => trouble.expects.answers === 'none' && lasts(trouble, sweep));
  return { state: 'troubled', troubles, silentSinceMs: silence?.effectiveMs };
}

/** Whether a guest's counters may have restarted between two times. */
export function mayBeginAnew(
  { troubles, lies = false }: Life,
  fromMs: number,
  sweep: SweepTime,
  graceMs: number,
): boolean {
  const time = { beganMs: fromMs, endedMs: sweep.endedMs };
  const isCause = (trouble: Trouble) => trouble.expects.newSession === true && isFelt(trouble, time, graceMs);
  return lies || troubles.some(isCause);
}

function isFelt(trouble: Trouble, { beganMs, endedMs }: SweepTime, graceMs: number): boolean {
  const until =
    trouble.endedMs === undefined ? Number.POSITIVE_INFINITY : trouble.endedMs + aftermathMs(trouble);
  return trouble.beganMs <= endedMs && until + graceMs > beganMs;
}

function lasts({ effectiveMs, endingMs = Number.POSITIVE_INFINITY }: Trouble, sweep: SweepTime): boolean {
  return effectiveMs !== undefined && effectiveMs < sweep.beganMs && endingMs > sweep.endedMs;
}

const MAX_BACKOFF_MS = 30_000;
const FIRST_BACKOFF_MS = 500;

/** How long a trouble has effects after its end: a doubling pause is at most twice as long as all before it. */
export function aftermathMs({ expects, beganMs, endedMs }: Trouble): number {
  const { lingersMs = 0, backsOff = false } = expects;
  if (!backsOff || endedMs === undefined) return lingersMs;
  return lingersMs + Math.min(MAX_BACKOFF_MS, 2 * (endedMs - beganMs) + FIRST_BACKOFF_MS);
}
