/**
 * What happened to a guest:
 *
 * - `came`, `went`: it is in the snapshot now, or no longer
 * - `state`: its run state changed, `from` and `to`
 * - `session`: another life of the guest began; `message` is the reason
 * - `verdict`: the verdict on its memory changed, `from` and `to`
 * - `problem-began`, `problem-ended`: it does not answer, or answers again; `to` or `from` is the kind of the problem
 * - `qemu`: an event of QEMU, `name`, at a guest whose monitor is held
 */
export const EVENT_KINDS = [
  'came',
  'went',
  'state',
  'session',
  'verdict',
  'problem-began',
  'problem-ended',
  'qemu',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that happened to a guest, as it was found out. */
export interface FoundEvent {
  readonly kind: EventKind;
  readonly guest: string;
  readonly uuid?: string | undefined;
  readonly pid?: number | undefined;
  /** The value before and after, for the kinds that have them. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** For people, where there is more to say. */
  readonly message?: string | undefined;
  /** When QEMU says that it happened, seconds since the epoch; left out for what a sweep has found. */
  readonly atSeconds?: number | undefined;
  /** The name of QEMU's own event. */
  readonly name?: string | undefined;
}

/** An event of the log. */
export interface GuestEvent extends FoundEvent {
  /** Counts from 1 at the start of the daemon. */
  readonly number: number;
  /** Seconds since the epoch. */
  readonly atSeconds: number;
}
