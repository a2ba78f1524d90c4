import type { ProblemKind } from '../../../src/model/problem.js';

/** What may be expected of a guest in trouble. */
export interface Expectation {
  /** What its QEMU answers meanwhile: after `all` it is to be seen as if nothing were wrong, `none` is silence. */
  readonly answers: 'all' | 'some' | 'none';
  /** What it may be shown with; default: anything. */
  readonly problems?: readonly ProblemKind[];
  /** Whether its counters may begin anew. */
  readonly newSession?: boolean;
  /** Whether the poller tries again at growing intervals only: then it may miss the end by as long as it has waited. */
  readonly backsOff?: boolean;
  /** How long a limit of the poller's own may keep it waiting after the end. Default 0. */
  readonly lingersMs?: number;
}

/** Milliseconds since the epoch; a trouble does not come and go in a moment. */
export interface Trouble {
  readonly kind: string;
  readonly expects: Expectation;
  readonly beganMs: number;
  /** From here on it is there for certain. */
  effectiveMs?: number;
  /** Up to here it is there for certain. */
  endingMs?: number;
  endedMs?: number;
}

/** What a guest is, and what it can do at most. */
export interface Identity {
  /** Where it lives: one guest after the other has the place, its socket, and sometimes its name. */
  readonly place: string;
  readonly name: string;
  readonly uuid: string;
  /** `unix:/path` of the monitor that is asked. */
  readonly socket: string;
  /** No two guests have as much. */
  readonly memoryBytes: number;
  /** No two guests have one in common. */
  readonly disks: readonly string[];
  /** `undefined` for a mock, which is no process of its own. */
  readonly process: { readonly pid: number; readonly startTicks: number } | undefined;
  /** Whether its balloon driver makes its figures up: they may step back at any time. */
  readonly lies?: boolean;
  readonly limits: {
    readonly cores: number;
    readonly diskBytesPerSecond: number;
    readonly diskOperationsPerSecond: number;
  };
}

/** One guest from its start to its end: one QEMU. */
export interface Life extends Identity {
  /** Since when its monitor answers. */
  bornMs: number;
  /** When its process was gone for certain. */
  diedMs?: number;
  readonly troubles: Trouble[];
}

/** The book of what is true: who lives, and what ails them. Nothing in it comes from the poller. */
export class Truth {
  readonly lives: Life[] = [];

  /** A guest that is being started: it may be seen from here on. */
  announce(identity: Identity): Life {
    const life: Life = { ...identity, bornMs: Number.POSITIVE_INFINITY, troubles: [] };
    this.lives.push(life);
    return life;
  }

  /** Its monitor answers: it must be seen from here on. */
  born(life: Life): void {
    life.bornMs = Date.now();
  }

  /** To be called before anything is done to the guest. */
  trouble(life: Life, kind: string, expects: Expectation): Trouble {
    const trouble: Trouble = { kind, expects, beganMs: Date.now() };
    life.troubles.push(trouble);
    return trouble;
  }

  died(life: Life): void {
    life.diedMs = Date.now();
  }
}

export interface SweepTime {
  readonly beganMs: number;
  readonly endedMs: number;
}

/** What a sweep must, or may, say of a guest. */
export type Expected =
  | { readonly state: 'healthy' }
  /** `silentSinceMs`: no answer can be of this sweep. */
  | {
      readonly state: 'troubled';
      readonly troubles: readonly Trouble[];
      readonly silentSinceMs: number | undefined;
    }
  /** It has come or gone not long ago. */
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

/** Whether a guest's counters may have begun anew between two times. */
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

/** How long a trouble that has ended may be felt: a pause that doubles is at most twice as long as all before it. */
export function aftermathMs({ expects, beganMs, endedMs }: Trouble): number {
  const { lingersMs = 0, backsOff = false } = expects;
  if (!backsOff || endedMs === undefined) return lingersMs;
  return lingersMs + Math.min(MAX_BACKOFF_MS, 2 * (endedMs - beganMs) + FIRST_BACKOFF_MS);
}
