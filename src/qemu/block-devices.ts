import { type BlockDevice, type BlockLayer, type CacheMode, isFilter } from '../model/block-device.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';
import { storageOf } from './block-chain.js';
import { isFlash, keyOfDevice, nameOfDevice, pathOfDevice } from './block-device.js';
import { decodeBitmaps, decodeLayers, decodeSnapshots } from './block-layers.js';
import { decodeBlockStats } from './block-stats.js';
import { decodeIoLimits } from './io-limits.js';

/**
 * Reads all that QEMU tells of the guest's block devices, drives without a medium among them: query-block and
 * query-blockstats. The first may be slow, because it opens all files of every chain.
 *
 * @throws {CommandError} when QEMU refuses one of them
 */
export async function readBlockDevices(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly BlockDevice[]> {
  const [devices, stats] = await Promise.all([
    qmp.execute('query-block', undefined, options),
    qmp.execute('query-blockstats', undefined, options),
  ]);
  const statsByKey = new Map(asRecords(stats).map((device) => [keyOf(device, device), device]));
  return asRecords(devices)
    .filter((device) => !isFlash(device) && !isEmptySlot(device))
    .map((device) => {
      const inserted = asRecord(device.inserted);
      return decodeDevice(device, inserted, statsByKey.get(keyOf(device, inserted)));
    });
}

function keyOf(device: UnknownRecord, node: UnknownRecord | undefined): string {
  return keyOfDevice(device, asString(node?.['node-name']));
}

/** A drive with neither a device nor a medium: the `sd0` that QEMU makes for every machine, whether or not it takes cards. */
function isEmptySlot(device: UnknownRecord): boolean {
  return pathOfDevice(device) === undefined && asRecord(device.inserted) === undefined;
}

function decodeDevice(
  device: UnknownRecord,
  inserted: UnknownRecord | undefined,
  stats: UnknownRecord | undefined,
): BlockDevice {
  const node = asString(inserted?.['node-name']);
  const image = asRecord(inserted?.image);
  const layers = decodeLayers(image, stats);
  const figures = asRecord(stats?.stats);
  const qomPath = pathOfDevice(device);
  return {
    name: nameOfDevice(device, node),
    drive: asString(device.device) || undefined,
    id: idOfPath(qomPath),
    qdev: asString(device.qdev) || undefined,
    qomPath,
    node,
    protocolNode: inserted && stats && asString(storageOf(stats)['node-name']),
    path: pathOfTop(layers),
    layers,
    isReadOnly: asBoolean(inserted?.ro),
    isRemovable: asBoolean(device.removable) ?? false,
    isLocked: asBoolean(device.locked) ?? false,
    isTrayOpen: asBoolean(device.tray_open),
    isEncrypted: asBoolean(inserted?.encrypted) ?? false,
    ioStatus: asString(device['io-status']),
    limits: inserted && decodeIoLimits(inserted),
    cache: decodeCache(asRecord(inserted?.cache)),
    detectZeroes: asString(inserted?.detect_zeroes),
    bitmaps: decodeBitmaps(inserted?.['dirty-bitmaps']),
    snapshots: decodeSnapshots(image?.snapshots),
    stats: figures && decodeBlockStats(figures),
  };
}

/** That of the top image, or of a filter above it; the image below is another one. */
function pathOfTop(layers: readonly BlockLayer[]): string | undefined {
  return layers.find((layer) => layer.path !== undefined || !isFilter(layer))?.path;
}

/** `/machine/peripheral/disk0/virtio-backend` → `disk0`. */
function idOfPath(path: string | undefined): string | undefined {
  return /^\/machine\/peripheral\/([^/]+)/.exec(path ?? '')?.[1];
}

function decodeCache(cache: UnknownRecord | undefined): CacheMode | undefined {
  return (
    cache && {
      isWriteback: asBoolean(cache.writeback),
      isDirect: asBoolean(cache.direct),
      ignoresFlushes: asBoolean(cache['no-flush']),
    }
  );
}
