import type { BlockLayer, DirtyBitmap, ImageSnapshot } from '../model/block-device.js';
import { boundName } from '../model/guest-name.js';
import { asBoolean, asCount, asRecords, asString, type UnknownRecord } from '../support/decode.js';
import { driverOf, followChain, highestOffsetOf, knownActualBytes, storageOf } from './block-chain.js';
import { pathOfFilename } from './image-path.js';

/**
 * Joins the two views of a chain: the images of query-block (`image`, its `backing-image`, …), and the nodes of
 * query-blockstats (the device, its `backing`, …). QEMU walks both in one way, so that they are parallel.
 */
export function decodeLayers(
  image: UnknownRecord | undefined,
  stats: UnknownRecord | undefined,
): readonly BlockLayer[] {
  const images = followChain(image, 'backing-image');
  const nodes = followChain(stats, 'backing');
  // Of different length when a job has changed the chain between the two questions: then no node is certain.
  const isParallel = images.length === nodes.length;
  return images.map((layer, at) => decodeLayer(layer, isParallel ? nodes[at] : undefined));
}

function decodeLayer(image: UnknownRecord, node: UnknownRecord | undefined): BlockLayer {
  const storage = node && storageOf(node);
  const driver = driverOf(storage);
  return {
    node: asString(node?.['node-name']),
    format: asString(image.format),
    path: pathOfFilename(asString(image.filename)),
    backingPath: pathOfFilename(
      asString(image['full-backing-filename']) ?? asString(image['backing-filename']),
    ),
    backingFormat: asString(image['backing-filename-format']),
    virtualBytes: asCount(image['virtual-size']),
    actualBytes: knownActualBytes(asCount(image['actual-size']), driver),
    highestWrittenBytes: highestOffsetOf(storage),
    storage: driver,
  };
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
