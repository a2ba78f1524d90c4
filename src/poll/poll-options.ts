import type { NamedMonitor } from '../discover/named-targets.js';
import type { Timeouts } from '../model/vocabulary.js';

/** How to poll; every part may change while the poller runs, see {@link Poller.update}. */
export interface PollOptions {
  /** Seconds from one sweep to the next, fractions allowed. Default 10. */
  readonly interval?: number | undefined;
  /** Ends the polling. */
  readonly signal?: AbortSignal | undefined;
  /** Asks these monitors. Default: those of every QEMU on this host. */
  readonly guests?: readonly NamedMonitor[] | undefined;
  /** Whether to look for the QEMUs of this host, besides `guests`. Default: where no `guests` are named. */
  readonly discover?: boolean | undefined;
  /** Names of guests that should be there: one that is not is in the snapshot with the problem `absent`. */
  readonly expected?: readonly string[] | undefined;
  /**
   * Keeps the connection to a monitor, with its events, and so keeps every other client out. Default false: connect,
   * ask, let go.
   */
  readonly hold?: boolean | undefined;
  /**
   * Switches the balloon's polling on, to this many seconds, in guests where it is off, and leaves it on; another
   * manager's interval stays. Without it nothing is written to any guest.
   */
  readonly pollingSeconds?: number | undefined;
  /** Seconds between two looks of the slow lane at one guest: sizes of disks, snapshots, console, NICs. Default 60. */
  readonly slowInterval?: number | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** Reads the NUMA nodes of each process's pages, in the slow lane: the kernel walks all of them. Default false. */
  readonly numa?: boolean | undefined;
  /** Asks guest agents for the guest's addresses and system, in the slow lane. Default false. */
  readonly agent?: boolean | undefined;
  /** Default `/proc`. */
  readonly procRoot?: string | undefined;
  /** Default `/sys`. */
  readonly sysRoot?: string | undefined;
  /** Where control groups are mounted. Default: as /proc/self/mountinfo tells. */
  readonly cgroupRoot?: string | undefined;
}
