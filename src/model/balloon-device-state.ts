/** Properties of a virtio balloon that say what it offers; QEMU has each since the version given. */
export const BALLOON_FEATURES = [
  'deflate-on-oom', // 2.4
  'free-page-hint', // 4.0
  'page-poison', // 5.1
  'free-page-reporting', // 5.1
] as const;
export type BalloonFeature = (typeof BALLOON_FEATURES)[number];

/** A balloon device beyond what it reports. */
export interface BalloonDeviceState {
  /** What the device offers; `undefined` for what this QEMU does not know. */
  readonly features: { readonly [feature in BalloonFeature]?: boolean | undefined };
  /** What the driver in the guest has made of the device; `undefined` where QEMU does not tell, or was not asked. */
  readonly driver: BalloonDriverState | undefined;
  /** Why the driver is not known; `undefined` when it is. */
  readonly whyNoDriver?: string | undefined;
}

/** x-query-virtio-status: what a driver has negotiated (virtio 1.2, sections 2.1, 2.2). */
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
