/** What a guest is told besides its own figures. By default nothing that helps it to know its host. */
export interface GuestStatsOptions {
  /** The text `provider`, free to the host's owner (default: empty). */
  readonly provider?: string | undefined;
  /** How many CPUs and how much memory the host has, its model and its maker (default: false). */
  readonly hostInfo?: boolean | undefined;
  /** The whole version of QEMU with that of its package (default: false, major and minor). */
  readonly exactVersion?: boolean | undefined;
  /** Adds the group `guestlib`, which the document does not list: what only the accessors hand out (default: false). */
  readonly library?: boolean | undefined;
  /** The path of the control group, in the group `guestlib` (default: false). */
  readonly groupPath?: boolean | undefined;
}
