import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';

export interface DiskOptions {
  /** The device's id: its QOM path is /machine/peripheral/<id>. */
  readonly id: string;
  /** The name of the drive; "" when the disk was plugged with -blockdev. */
  readonly device?: string;
  readonly nodeName?: string;
  readonly file?: string;
  readonly format?: 'qcow2' | 'raw';
  readonly virtualSizeBytes?: number;
  readonly actualSizeBytes?: number;
  readonly readOnly?: boolean;
  readonly snapshots?: readonly SnapshotOptions[];
  readonly readsPerSecond?: number;
  readonly writesPerSecond?: number;
  /** Counters of query-blockstats that stand still at a value of the test's choice. */
  readonly counters?: Readonly<Record<string, number>>;
}

export interface SnapshotOptions {
  readonly name: string;
  readonly vmStateBytes?: number;
}

/** Answers query-block for one disk. */
export function blockInfo(disk: DiskOptions, version: QemuVersion): JsonObject {
  return {
    'io-status': 'ok',
    device: disk.device ?? '',
    locked: false,
    removable: false,
    inserted: insertedMedium(disk, version),
    qdev: qdevPath(disk),
    type: 'unknown',
  };
}

/** What QEMU shows of a drive with no medium: the empty CD drive that a machine has unless told otherwise. */
export function emptyDriveInfo(): JsonObject {
  const qdev = EMPTY_DRIVE_QDEV;
  const drive = { device: 'ide2-cd0', locked: false, removable: true, type: 'unknown' };
  return { ...drive, 'io-status': 'ok', qdev, tray_open: false };
}

export const EMPTY_DRIVE_QDEV = '/machine/unattached/device[19]';

export function qdevPath(disk: DiskOptions): string {
  return `/machine/peripheral/${disk.id}/virtio-backend`;
}

export function virtualSizeBytes(disk: DiskOptions): number {
  return disk.virtualSizeBytes ?? 10 * 1024 ** 3;
}

export function nodeName(disk: DiskOptions): string {
  return disk.nodeName ?? `${disk.id}-node`;
}

function insertedMedium(disk: DiskOptions, version: QemuVersion): JsonObject {
  const file = disk.file ?? `/var/lib/mock/${disk.id}.${disk.format ?? 'qcow2'}`;
  return {
    file,
    'node-name': nodeName(disk),
    ro: disk.readOnly ?? false,
    drv: disk.format ?? 'qcow2',
    backing_file_depth: 0,
    active: isAtLeast(version, '10.0') ? true : undefined,
    encrypted: false,
    encryption_key_missing: isAtLeast(version, '6.0') ? undefined : false,
    detect_zeroes: 'off',
    ...UNTHROTTLED,
    image: image(disk, file),
    cache: { writeback: true, direct: false, 'no-flush': false },
    write_threshold: 0,
    children: isAtLeast(version, '11.1')
      ? [{ 'node-name': `${nodeName(disk)}-file`, child: 'file' }]
      : undefined,
  };
}

const UNTHROTTLED: JsonObject = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };

function image(disk: DiskOptions, file: string): JsonObject {
  const virtualSize = virtualSizeBytes(disk);
  return {
    filename: file,
    format: disk.format ?? 'qcow2',
    'dirty-flag': false,
    'actual-size': disk.actualSizeBytes ?? Math.floor(virtualSize / 4),
    'virtual-size': virtualSize,
    'cluster-size': disk.format === 'raw' ? undefined : 65536,
    snapshots: disk.snapshots?.map(snapshotInfo),
    'format-specific': disk.format === 'raw' ? undefined : QCOW2,
  };
}

const QCOW2: JsonObject = {
  type: 'qcow2',
  data: {
    compat: '1.1',
    'extended-l2': false,
    'lazy-refcounts': false,
    corrupt: false,
    'refcount-bits': 16,
    'compression-type': 'zlib',
  },
};

function snapshotInfo(snapshot: SnapshotOptions, index: number): JsonObject {
  return {
    id: String(index + 1),
    name: snapshot.name,
    'vm-state-size': snapshot.vmStateBytes ?? 0,
    'date-sec': 1795205819 + index,
    'date-nsec': 0,
    'vm-clock-sec': 0,
    'vm-clock-nsec': 0,
    icount: 0,
  };
}
