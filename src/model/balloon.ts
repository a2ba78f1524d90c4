/** What a guest's balloon driver last reported (virtio 1.2, section 5.5.6.3), by QEMU's names. */
export interface BalloonReport {
  /** The statistics that the guest supplies, e.g. `stat-free-memory`: bytes or counts. A later QEMU's are here too. */
  readonly supplied: { readonly [stat: string]: number | bigint };
  /** Those that QEMU knows and the guest does not supply. */
  readonly unset: readonly string[];
  /** Host time of the report in whole seconds since the epoch; 0 while the guest has never reported. */
  readonly lastUpdateSeconds: number;
}

/** The balloon of one guest, as QMP shows it. */
export interface BalloonSample {
  /** `undefined`: the machine has no virtio balloon. */
  readonly device: BalloonDevice | undefined;
  /** query-balloon: what the guest may use now. */
  readonly actualBytes: number | undefined;
  readonly report: BalloonReport | undefined;
  /** When the report was read, seconds since the epoch; its age counts from here. */
  readonly readAtSeconds?: number | undefined;
  /** guest-stats-polling-interval in force; 0 = nobody asks the guest. */
  readonly intervalSeconds: number | undefined;
}

export interface BalloonDevice {
  /** QOM path, e.g. `/machine/peripheral/balloon0`. */
  readonly path: string;
  /** QOM type, e.g. `virtio-balloon-pci`. */
  readonly type: string;
}
