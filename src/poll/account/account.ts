import type { SessionCounts } from '../../model/session-account.js';

/** What is counted of a session: each count has a source of its own. */
export interface AccountCounts extends Omit<SessionCounts, 'stolenSeconds'> {
  /** How long the limits of a group that is QEMU's own have throttled the CPUs' queues of the group. */
  readonly throttledSeconds?: number | undefined;
}

/** What is known of one session of a guest, between two sweeps and over a restart. */
export interface Account {
  /** See {@link SessionAccount.number}. */
  readonly number: bigint;
  /** When the session began, by CLOCK_MONOTONIC, which runs on while qgauge does not. */
  readonly beganSeconds: number;
  /** Whether the session began with the process: then everything that this has had belongs to it. */
  readonly isFirst: boolean;
  /** Since the session began. */
  readonly counts: AccountCounts;
  /** What the sources had at the last sweep, since they exist. */
  readonly totals: AccountCounts;
  /** See {@link SessionCounts.stolenSeconds}. */
  readonly stolenSeconds?: number | undefined;
}

type Opening = Pick<Account, 'number' | 'beganSeconds'>;

/** The account of a guest that was never seen before. */
export function openFirst(opening: Opening, totals: AccountCounts): Account {
  const known = eachCount((name) => totals[name]);
  return { ...opening, isFirst: true, counts: known, totals: known };
}

/** The account of a later session of the same process: it begins with nothing, at the first sweep that sees it. */
export function openNext(opening: Opening, before: Account, totals: AccountCounts): Account {
  const known = eachCount((name) => totals[name] ?? before.totals[name]);
  return {
    ...opening,
    isFirst: false,
    counts: eachCount((name) => (known[name] === undefined ? undefined : 0)),
    totals: known,
  };
}

/**
 * Adds what the sources have counted since the last sweep. One that stepped back, as when QEMU was moved to another control group,
 * adds nothing; one that has just become known begins at 0, unless all that it has is of this session.
 */
export function advance(account: Account, totals: AccountCounts): Account {
  const counts = eachCount((name) => {
    const [before, now] = [account.totals[name], totals[name]];
    const start = before ?? (account.isFirst ? 0 : now);
    const step = start === undefined || now === undefined ? 0 : Math.max(0, now - start);
    const counted = account.counts[name];
    return counted === undefined && now === undefined ? undefined : (counted ?? 0) + step;
  });
  return { ...account, counts, totals: eachCount((name) => totals[name] ?? account.totals[name]) };
}

/**
 * Takes the time of throttling from that of waiting. The kernel adds to the two at different moments, so that their difference
 * swings: what was seen of it once stays, and is not counted again at the next swing.
 */
export function withStolen(account: Account): Account {
  const { vcpuWaitSeconds, throttledSeconds = 0 } = account.counts;
  if (vcpuWaitSeconds === undefined) return account;
  return {
    ...account,
    stolenSeconds: Math.max(account.stolenSeconds ?? 0, vcpuWaitSeconds - throttledSeconds),
  };
}

/** The counts of a session, by name. */
export const COUNT_NAMES = [
  'cpuSeconds',
  'vcpuWaitSeconds',
  'throttledSeconds',
  'memoryStallSeconds',
  'swapInBytes',
  'swapOutBytes',
] as const satisfies readonly (keyof AccountCounts)[];

/** Makes counts, each by its name; those that are `undefined` are left out. */
export function eachCount(count: (name: (typeof COUNT_NAMES)[number]) => number | undefined): AccountCounts {
  return Object.fromEntries(
    COUNT_NAMES.flatMap((name) => {
      const value = count(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
