/** An event of QEMU, as a monitor that is held delivers it. */
export interface QemuEvent {
  /** E.g. `GUEST_PANICKED`. */
  readonly name: string;
  /** When QEMU sent it, seconds since the epoch by the clock of its host. */
  readonly atSeconds: number;
  /** What QEMU says of it: JSON, cut where it is long; empty for an event without data. */
  readonly data: string;
}

/** The events of one QEMU since the previous snapshot. */
export interface RecentQemuEvents {
  readonly events: readonly QemuEvent[];
  /** How many more there were: a guest can cause any number. */
  readonly dropped: number;
}
