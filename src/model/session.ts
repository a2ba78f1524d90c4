/**
 * One life of a guest on one host. Counters may be compared within a session only.
 *
 * A new one begins with a new process, and when the guest has started over: it was reset, woken, migrated to this host, or
 * restored from a snapshot.
 */
export interface Session {
  /** Identifies the session while the poller runs; never reused. */
  readonly id: number;
  /** When it was detected, seconds since the epoch. An older balloon report may be of the previous session. */
  readonly beganAtSeconds: number;
  /** Why the previous session has ended, e.g. `the guest was reset`; empty for the first. */
  readonly reason: string;
}
