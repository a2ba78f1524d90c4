import type { GivenMonitor } from '../discover/named-monitor.js';
import type { Timeouts } from '../model/vocabulary.js';

/** How to poll; all but `signal` may change while the poller runs, see {@link Poller.update}. */
export interface PollOptions {
  /** Seconds between two sweeps, fractions allowed (default: 10). */
  readonly interval?: number | undefined;
  /** Ends the polling. */
  readonly signal?: AbortSignal | undefined;
  /** The monitors to ask (default: those of every QEMU on this host). */
  readonly guests?: readonly GivenMonitor[] | undefined;
  /** Whether to discover the QEMUs of this host, besides `guests` (default: only without `guests`). */
  readonly discover?: boolean | undefined;
  /**
   * Only the guests of the above with these names, UUIDs, pids or addresses; one that is not there is left out until it is
   * (default: all).
   */
  readonly select?: readonly string[] | undefined;
  /** Names of guests that must exist: one that is not found is in the snapshot with the problem `absent`. */
  readonly expected?: readonly string[] | undefined;
  /**
   * Keeps the connection to each monitor, which delivers its events and keeps every other client out (default: false, a
   * connection for each sweep).
   */
  readonly hold?: boolean | undefined;
  /** The same for single guests, by the name, UUID or pid of each; `hold` of a guest of `guests` comes before it. */
  readonly holdByName?: ReadonlyMap<string, boolean> | undefined;
  /**
   * The polling interval in seconds to set in guests where balloon polling is off; it stays set, and an interval that
   * another program has set is left alone (default: nothing is written to any guest).
   */
  readonly pollingSeconds?: number | undefined;
  /** Seconds between two rounds of the slow lane at one guest: disk sizes, snapshots, console, NICs (default: 60). */
  readonly slowInterval?: number | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** Reads the NUMA nodes of each process's pages, in the slow lane: the kernel walks all pages (default: false). */
  readonly numa?: boolean | undefined;
  /**
   * Reads what a guest may know of itself, and nothing else needs: its RAM in the memory of QEMU, at most once a minute since the
   * kernel walks all of it, the limits of its taps, its control group in detail, and what its session has counted (default: false).
   */
  readonly guestStats?: boolean | undefined;
  /** A file that keeps the numbers of sessions between runs (default: they are lost at the end). Stays as it is at the start. */
  readonly accountsFile?: string | undefined;
  /** Asks guest agents for the guest's addresses and operating system, in the slow lane (default: false). */
  readonly agent?: boolean | undefined;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** Where /sys is mounted (default: /sys). */
  readonly sysRoot?: string | undefined;
  /** Where control groups are mounted (default: as in /proc/self/mountinfo). */
  readonly cgroupRoot?: string | undefined;
}
