/**
 * What has been counted of a guest since its session began: for the guest itself, which must not see what was before. Read only on
 * request. Such a session begins with each session of the snapshot, and with each hot-plug. No count ever falls within it; one is
 * `undefined` where this host does not show it.
 */
export interface SessionAccount extends SessionCounts {
  /** 63 random bits, others for each session, and the same ones after a restart of qgauge. A number when read from JSON and small. */
  readonly number: bigint | number;
  /** Since the session began, by a monotonic clock; a guest that was found running began with its process. */
  readonly uptimeSeconds: number;
  readonly qemuVersion: QemuRelease | undefined;
}

/** The counts of a session. */
export interface SessionCounts {
  /** Of all threads, also those that have ended. */
  readonly cpuSeconds?: number | undefined;
  /** How long vCPUs were ready to run without a CPU, the limits of their group included: a sum over the vCPUs. */
  readonly vcpuWaitSeconds?: number | undefined;
  /** The same without what the limits of the group caused, as far as that is known: an estimate. */
  readonly stolenSeconds?: number | undefined;
  /** While at least one thread of QEMU's control group waited for memory. */
  readonly memoryStallSeconds?: number | undefined;
  /** Of QEMU's control group. */
  readonly swapInBytes?: number | undefined;
  readonly swapOutBytes?: number | undefined;
}

/** The version of a QEMU by its greeting. */
export interface QemuRelease {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
  /** The distributor's version; may be empty. */
  readonly package: string;
}
