/** What a guest's balloon driver last reported (virtio 1.2, section 5.5.6.3), by QEMU's names. */
export interface BalloonReport {
  /** The statistics that the guest supplies, e.g. `stat-free-memory`: bytes or counts. Includes those of later QEMUs. */
  readonly supplied: { readonly [stat: string]: number | bigint };
  /** The statistics that QEMU knows and the guest does not supply. */
  readonly unset: readonly string[];
  /** When it arrived, whole seconds since the epoch by the host's clock; 0 while the guest has never reported. */
  readonly lastUpdateSeconds: number;
}

/** The balloon of a guest, as QMP shows it. */
export interface BalloonSample {
  /** `undefined`: the machine has no virtio balloon. */
  readonly device: BalloonDevice | undefined;
  /** query-balloon: what the guest may use now. */
  readonly actualBytes: number | undefined;
  readonly report: BalloonReport | undefined;
  /** When the report was read, seconds since the epoch: its age is counted up to here. */
  readonly readAtSeconds?: number | undefined;
  /** guest-stats-polling-interval; 0: QEMU does not ask the guest. */
  readonly intervalSeconds: number | undefined;
}

/** The balloon in QEMU's object model. */
export interface BalloonDevice {
  /** QOM path, e.g. `/machine/peripheral/balloon0`. */
  readonly path: string;
  /** QOM type, e.g. `virtio-balloon-pci`. */
  readonly type: string;
}
