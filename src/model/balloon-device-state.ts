/** Properties of a virtio balloon that say what it offers, with the version of QEMU that introduced each. */
export const BALLOON_FEATURES = [
  'deflate-on-oom', // 2.4
  'free-page-hint', // 4.0
  'page-poison', // 5.1
  'free-page-reporting', // 5.1
] as const;
/** One of {@link BALLOON_FEATURES}. */
export type BalloonFeature = (typeof BALLOON_FEATURES)[number];

/** The state of a balloon device, apart from its reports. */
export interface BalloonDeviceState {
  /** What the device offers; `undefined` for a feature that this QEMU does not know. */
  readonly features: { readonly [feature in BalloonFeature]?: boolean | undefined };
  /** What the driver in the guest has negotiated; `undefined` when QEMU does not report it, or was not asked. */
  readonly driver: BalloonDriverState | undefined;
  /** Why `driver` is unknown; `undefined` when it is known. */
  readonly whyNoDriver?: string | undefined;
}

/** x-query-virtio-status: what a driver has negotiated (virtio 1.2, sections 2.1 and 2.2). */
export interface BalloonDriverState {
  /** A driver has set DRIVER_OK. */
  readonly isReady: boolean;
  /** e.g. `ACKNOWLEDGE`, `DRIVER`, `FEATURES_OK`, `DRIVER_OK`; empty after a reset of the device. */
  readonly statuses: readonly string[];
  /** e.g. `STATS_VQ`, `DEFLATE_ON_OOM`. */
  readonly features: readonly string[];
  /** VIRTIO_BALLOON_F_STATS_VQ: without it the driver never reports. */
  readonly hasStats: boolean;
}
