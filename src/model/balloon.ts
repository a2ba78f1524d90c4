import { asRecord } from '../support/decode.js';

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

/**
 * QEMU's forms of "not supplied": 2^64 − 1 since 2.10 (2^64 after a lossy JSON parser), −1 before. Until 2.0 the whole
 * property failed, which its reader turns into an empty report.
 */
function isUnset(value: unknown): boolean {
  return value === 2n ** 64n - 1n || value === 2 ** 64 || value === -1;
}

/**
 * Decodes `{"stats":{"stat-free-memory":844943360,…},"last-update":1358529861}`.
 *
 * @returns `undefined` when `value` is not of that shape
 */
export function decodeBalloonReport(value: unknown): BalloonReport | undefined {
  const record = asRecord(value);
  const stats = asRecord(record?.stats);
  if (stats === undefined) return undefined;
  const supplied: { [stat: string]: number | bigint } = {};
  const unset: string[] = [];
  for (const [stat, figure] of Object.entries(stats)) {
    if (isUnset(figure)) unset.push(stat);
    else if (typeof figure === 'number' || typeof figure === 'bigint') supplied[stat] = figure;
  }
  const lastUpdate = record?.['last-update'];
  return { supplied, unset, lastUpdateSeconds: typeof lastUpdate === 'number' ? lastUpdate : 0 };
}

/** A guest that has never reported, as QEMU up to 2.0 had it. */
export const NO_REPORT: BalloonReport = { supplied: {}, unset: [], lastUpdateSeconds: 0 };
