/** Ways to measure how fast a guest writes to its memory. */
export const DIRTY_RATE_MODES = ['page-sampling', 'dirty-bitmap', 'dirty-ring'] as const;
export type DirtyRateMode = (typeof DIRTY_RATE_MODES)[number];

/** How fast a guest writes to its memory: query-dirty-rate. It is measured only when somebody has it calculated. */
export interface DirtyRate {
  /** `unstarted`, `measuring` or `measured`. */
  readonly status: string;
  /** `page-sampling`, `dirty-bitmap` or `dirty-ring`; `undefined` before QEMU 6.2, which has the first alone. */
  readonly mode: string | undefined;
  /** When the last measurement began, by QEMU's monotonic clock; 0 when there was none. */
  readonly startSeconds: number | undefined;
  /** How long a measurement takes. */
  readonly periodSeconds: number | undefined;
  /** `undefined` until it is measured. QEMU rounds to whole MiB. */
  readonly bytesPerSecond: number | undefined;
  /** With `dirty-ring`. */
  readonly vcpus: readonly { readonly index: number; readonly bytesPerSecond: number }[];
}
