import type { JsonObject } from '../wire/json.js';
import {
  actualSizeBytes,
  type DiskOptions,
  fileName,
  nodeName,
  type SnapshotOptions,
  virtualSizeBytes,
} from './disk.js';

/**
 * The nodes of a disk in the order of query-named-block-nodes, which is the reverse of the order of opening: the
 * backing images from the deepest on, then the disk's own image, each format node before its file node. With `flat`,
 * each node is listed without its backing images.
 */
export function blockNodes(disk: DiskOptions, flat: boolean): JsonObject[] {
  const backing = (disk.backingFiles ?? []).map((_, depth) => backingDisk(disk, depth)).reverse();
  return [...backing, disk].flatMap((image) => {
    const node = formatNode(image);
    const seen = flat ? { backing_file_depth: 0 } : { image: imageWithChain(image, 0) };
    return [{ ...node, ...seen }, fileNode(image)];
  });
}

/** `inserted` of query-block: the format node with its whole backing chain. */
export function insertedMedium(disk: DiskOptions): JsonObject {
  const throttle = { ...UNTHROTTLED, ...disk.throttle };
  const throttled = Object.values(throttle).some((limit) => limit > 0);
  return {
    ...formatNode(disk),
    ...throttle,
    image: imageWithChain(disk, 0),
    group: throttled ? disk.device || disk.id : undefined,
  };
}

export const UNTHROTTLED = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };

export function snapshotInfo(snapshot: SnapshotOptions, index: number): JsonObject {
  const takenAtMs = snapshot.takenAtMs ?? FIRST_TAKEN_AT_MS + index * 1000;
  const clockMs = snapshot.clockMs ?? 0;
  return {
    id: snapshot.id ?? String(index + 1),
    name: snapshot.name,
    'vm-state-size': snapshot.vmStateBytes ?? 0,
    'date-sec': Math.floor(takenAtMs / 1000),
    'date-nsec': Math.floor((takenAtMs % 1000) * 1e6),
    'vm-clock-sec': Math.floor(clockMs / 1000),
    'vm-clock-nsec': Math.floor((clockMs % 1000) * 1e6),
  };
}

const FIRST_TAKEN_AT_MS = 1_795_205_819_000;

/** A backing image, as a read-only disk of its own. */
function backingDisk(disk: DiskOptions, depth: number): DiskOptions {
  const { backingFiles = [], snapshots: _, throttle: __, ...rest } = disk;
  const file = backingFiles[depth] ?? '';
  const name = `${nodeName(disk)}-backing${depth}`;
  const virtualSize = disk.backingSizeBytes ?? virtualSizeBytes(disk);
  return {
    ...rest,
    file,
    nodeName: name,
    readOnly: true,
    virtualSizeBytes: virtualSize,
    backingFiles: backingFiles.slice(depth + 1),
  };
}

function formatNode(disk: DiskOptions): JsonObject {
  const [backingFile] = disk.backingFiles ?? [];
  const children = [{ 'node-name': `${nodeName(disk)}-file`, child: 'file' }];
  if (backingFile !== undefined) {
    children.unshift({ 'node-name': nodeName(backingDisk(disk, 0)), child: 'backing' });
  }
  return {
    ...node(disk, nodeName(disk), disk.format ?? 'qcow2'),
    backing_file: backingFile,
    backing_file_depth: disk.backingFiles?.length ?? 0,
    image: formatImage(disk),
    children,
  };
}

function fileNode(disk: DiskOptions): JsonObject {
  const filename = fileName(disk);
  return {
    ...node(disk, `${nodeName(disk)}-file`, disk.storage ?? 'file'),
    image: {
      filename,
      format: disk.storage ?? 'file',
      'dirty-flag': false,
      'actual-size': actualSizeBytes(disk),
      'virtual-size': (disk.format !== 'raw' && actualSizeBytes(disk)) || virtualSizeBytes(disk),
      'format-specific': disk.storage === 'nbd' ? undefined : { type: 'file', data: {} },
      limits: LIMITS,
    },
    children: [],
  };
}

/** The members that all nodes have in the newest version. Older versions return fewer. */
function node(disk: DiskOptions, name: string, driver: string): JsonObject {
  return {
    file: fileName(disk),
    'node-name': name,
    ro: disk.readOnly ?? false,
    drv: driver,
    backing_file_depth: 0,
    active: true,
    encrypted: false,
    detect_zeroes: 'off',
    ...UNTHROTTLED,
    cache: { writeback: true, direct: false, 'no-flush': false },
    write_threshold: 0,
  };
}

function imageWithChain(disk: DiskOptions, depth: number): JsonObject {
  const image = depth === 0 ? disk : backingDisk(disk, depth - 1);
  const hasMore = depth < (disk.backingFiles?.length ?? 0);
  return { ...formatImage(image), 'backing-image': hasMore ? imageWithChain(disk, depth + 1) : undefined };
}

function formatImage(disk: DiskOptions): JsonObject {
  const [backingFile] = disk.backingFiles ?? [];
  const common = {
    filename: fileName(disk),
    format: disk.format ?? 'qcow2',
    'actual-size': actualSizeBytes(disk),
    'virtual-size': virtualSizeBytes(disk),
    'dirty-flag': false,
    limits: LIMITS,
  };
  if (disk.format === 'raw') return common;
  const snapshots = disk.snapshots?.map(snapshotInfo) ?? [];
  return {
    ...common,
    'cluster-size': 65536,
    limits: { ...LIMITS, 'write-zeroes-alignment': 65536, 'discard-alignment': 65536 },
    snapshots: snapshots.length === 0 ? undefined : snapshots,
    'backing-filename': backingFile,
    'full-backing-filename': backingFile,
    'backing-filename-format': backingFile === undefined ? undefined : 'qcow2',
    'format-specific': QCOW2,
  };
}

const LIMITS: JsonObject = {
  'request-alignment': 1,
  'min-mem-alignment': 1,
  'opt-mem-alignment': 4096,
  'max-iov': 1024,
};

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
