import { BALLOON_FEATURES, type BalloonDeviceState } from '../../model/balloon-device-state.js';
import type { BalloonFinding } from '../../model/balloon-finding.js';
import { machineBytes, mostBytes } from '../../model/machine-bytes.js';

/** A guest's balloon as `balloon ls`, `get` and `doctor` print it with `--json`. What is unknown is null. */
export interface BalloonEntry {
  readonly name: string;
  readonly uuid: string | null;
  readonly pid: number | null;
  readonly socket: string | null;
  readonly problem: { readonly kind: string; readonly message: string } | null;
  /** QEMU's run state. */
  readonly state: string | null;
  /** Also null when the machine has no balloon; see the verdict. */
  readonly device: {
    readonly type: string;
    readonly path: string;
    /** What the device offers; null for a feature that this QEMU does not know. */
    readonly features: { readonly [feature: string]: boolean | null };
  } | null;
  /** What the driver in the guest has negotiated; null where QEMU does not report it (before 7.2). */
  readonly driver: {
    readonly ready: boolean;
    readonly statistics: boolean;
    readonly statuses: readonly string[];
    readonly features: readonly string[];
  } | null;
  /** 0 is off. */
  readonly intervalSeconds: number | null;
  /** What the guest may use now: the balloon's target, as far as the guest has followed it. */
  readonly actualBytes: number | null;
  /** What `actualBytes` is while the balloon is empty: the machine's memory without virtio-mem, which QEMU does not count here. */
  readonly mostBytes: number | null;
  /** All memory of the machine: base, DIMMs and virtio-mem. NVDIMMs are storage. */
  readonly machineBytes: number | null;
  readonly report: {
    /** Null while the guest has never reported. */
    readonly ageSeconds: number | null;
    /** Statistics by QEMU's names. */
    readonly supplied: { readonly [stat: string]: number | bigint };
    readonly unset: readonly string[];
  } | null;
  readonly verdict: string;
  readonly severity: string;
  readonly meaning: string;
  readonly detail: string;
  readonly advice: string;
  readonly evidence: readonly string[];
}

/** Encodes what is known of a guest's balloon. */
export function encodeBalloon(finding: BalloonFinding): BalloonEntry {
  const { sample, device, problem } = finding;
  const balloon = sample?.balloon;
  return {
    name: finding.name,
    uuid: finding.uuid ?? null,
    pid: finding.pid ?? null,
    socket: finding.socket ?? null,
    problem: problem ?? null,
    state: sample?.runState ?? null,
    device: balloon?.device ? { ...balloon.device, features: encodeFeatures(device) } : null,
    driver: encodeDriver(device),
    intervalSeconds: balloon?.intervalSeconds ?? null,
    actualBytes: balloon?.actualBytes ?? null,
    mostBytes: mostBytes(sample?.memory) ?? null,
    machineBytes: machineBytes(sample?.memory) ?? null,
    report: encodeReport(finding),
    verdict: finding.verdict,
    severity: finding.severity,
    meaning: finding.meaning,
    detail: finding.detail,
    advice: finding.advice,
    evidence: finding.evidence,
  };
}

function encodeFeatures(device: BalloonDeviceState | undefined): {
  readonly [feature: string]: boolean | null;
} {
  return Object.fromEntries(BALLOON_FEATURES.map((feature) => [feature, device?.features[feature] ?? null]));
}

function encodeDriver(device: BalloonDeviceState | undefined): BalloonEntry['driver'] {
  if (device?.driver === undefined) return null;
  const { isReady, hasStats, statuses, features } = device.driver;
  return { ready: isReady, statistics: hasStats, statuses, features };
}

function encodeReport({ sample }: BalloonFinding): BalloonEntry['report'] {
  const report = sample?.balloon?.report;
  if (report === undefined) return null;
  const readAt = sample?.balloon?.readAtSeconds ?? sample?.takenAtSeconds ?? 0;
  const age = Math.round(Math.max(0, readAt - report.lastUpdateSeconds) * 1000) / 1000;
  const { supplied, unset } = report;
  return { ageSeconds: report.lastUpdateSeconds === 0 ? null : age, supplied, unset };
}
