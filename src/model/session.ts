/**
 * One life of a guest on one host. Counters may be compared within a session only.
 *
 * A new one begins when another process has come, and when the guest was seen, or is known, to have begun anew: it was
 * reset, woken, migrated here, or set back to a snapshot.
 */
export interface Session {
  /** Names the session for as long as the poller runs; never used again. */
  readonly id: number;
  /** When that was noticed, seconds since the epoch. A balloon's report that is older may be of the life before. */
  readonly beganAtSeconds: number;
  /** Why the one before it has ended, e.g. `the guest was reset`; empty for the first. */
  readonly reason: string;
}
