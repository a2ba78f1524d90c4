import type { BlockLayer, DirtyBitmap, ImageSnapshot } from '../model/block-device.js';
import { boundName } from '../model/guest-name.js';
import { asBoolean, asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';
import { pathOfFilename } from './image-path.js';

/** A chain is seldom longer than ten; QEMU's own commands get slow with hundreds. */
const MAX_LAYERS = 1000;

/**
 * Joins the two views of a chain: the images of query-block (`image`, its `backing-image`, …), and the nodes of
 * query-blockstats (the device, its `backing`, …). QEMU walks both in one way, so that they are parallel.
 */
export function decodeLayers(
  image: UnknownRecord | undefined,
  stats: UnknownRecord | undefined,
): readonly BlockLayer[] {
  const images = follow(image, 'backing-image');
  const nodes = follow(stats, 'backing');
  // Of different length when a job has changed the chain between the two questions: then no node is certain.
  const isParallel = images.length === nodes.length;
  return images.map((layer, at) => decodeLayer(layer, isParallel ? nodes[at] : undefined));
}

function decodeLayer(image: UnknownRecord, node: UnknownRecord | undefined): BlockLayer {
  const storage = node && storageOf(node);
  const driver = asString(asRecord(storage?.['driver-specific'])?.driver);
  return {
    node: asString(node?.['node-name']),
    format: asString(image.format),
    path: pathOfFilename(asString(image.filename)),
    backingPath: pathOfFilename(
      asString(image['full-backing-filename']) ?? asString(image['backing-filename']),
    ),
    backingFormat: asString(image['backing-filename-format']),
    virtualBytes: asCount(image['virtual-size']),
    actualBytes: knownBytes(asCount(image['actual-size']), driver),
    highestWrittenBytes: asCount(asRecord(storage?.stats)?.wr_highest_offset),
    storage: driver,
  };
}

/** QEMU says 0 for every block device, and for storage that cannot tell. Only of a file is 0 believed. */
function knownBytes(bytes: number | undefined, storage: string | undefined): number | undefined {
  if (storage === 'file') return bytes;
  return storage === undefined && bytes !== 0 ? bytes : undefined;
}

/** The node at the end of a layer, below filters and formats, which reads and writes its file. */
export function storageOf(node: UnknownRecord): UnknownRecord {
  return follow(node, 'parent').at(-1) ?? node;
}

function follow(first: UnknownRecord | undefined, member: string): readonly UnknownRecord[] {
  const found: UnknownRecord[] = [];
  for (let next = first; next && found.length < MAX_LAYERS; next = asRecord(next[member])) found.push(next);
  return found;
}

/** Decodes `[{"name":"snapA","id":"1","vm-state-size":0,"date-sec":1795205819,"date-nsec":0,"vm-clock-sec":0,…}]`. */
export function decodeSnapshots(snapshots: unknown): readonly ImageSnapshot[] {
  return asRecords(snapshots).map((snapshot) => ({
    id: boundName(asString(snapshot.id) ?? ''),
    name: boundName(asString(snapshot.name) ?? ''),
    takenAtSeconds: asCount(snapshot['date-sec']),
    vmClockNanoseconds: nanoseconds(snapshot['vm-clock-sec'], snapshot['vm-clock-nsec']),
    vmStateBytes: asCount(snapshot['vm-state-size']),
  }));
}

function nanoseconds(seconds: unknown, rest: unknown): number | undefined {
  const whole = asCount(seconds);
  return whole === undefined ? undefined : whole * 1e9 + (asCount(rest) ?? 0);
}

/** Decodes `[{"name":"chk1","count":65536,"granularity":65536,"recording":true,"busy":false,"persistent":true}]`. */
export function decodeBitmaps(bitmaps: unknown): readonly DirtyBitmap[] {
  return asRecords(bitmaps).map((bitmap) => ({
    name: boundName(asString(bitmap.name) ?? '') || undefined,
    dirtyBytes: asCount(bitmap.count),
    granularityBytes: asCount(bitmap.granularity),
    isRecording: asBoolean(bitmap.recording) ?? false,
    isBusy: asBoolean(bitmap.busy) ?? false,
    isPersistent: asBoolean(bitmap.persistent) ?? false,
    isInconsistent: asBoolean(bitmap.inconsistent) ?? false,
  }));
}
