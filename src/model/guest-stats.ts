/**
 * How the number of a statistic is to be read, in the words of VMware's document:
 *
 * - `static`: a setting, which seldom changes
 * - `instant`: a present value, which goes up and down
 * - `accumulate`: a sum since the begin of the session, which never falls
 */
export type GuestStatType = 'static' | 'instant' | 'accumulate';

/** One value of what a guest may know of itself. */
export interface GuestStat {
  /** e.g. `vm.cpu.used` */
  readonly name: string;
  /** -1 stands for no limit. Texts have neither type nor units. */
  readonly value: number | bigint | string;
  readonly type?: GuestStatType | undefined;
  /** `us`, `KB`, `MHz`, `bytes`, `packets`, `MBps`; empty for a count. */
  readonly units?: string | undefined;
}

/** The statistics of one guest at one time; what is unknown is left out. */
export interface GuestStats {
  /** A random number of 63 bits, another one for each session. */
  readonly session: bigint;
  readonly groups: readonly GuestStatGroup[];
}

/** Statistics that are asked for together. */
export interface GuestStatGroup {
  /** `session`, `host`, `resources`, `vscsi NAME`, `vnet MAC` or `guestlib`, as the list has it. */
  readonly name: string;
  readonly stats: readonly GuestStat[];
}
