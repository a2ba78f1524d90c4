import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isImageAddress } from '../../discover/image-path.js';
import { pathsOf } from '../../discover/process-path.js';
import { readImageLength } from '../../linux/image-file.js';
import { type BlockDevice, topImage } from '../../model/block-device.js';
import type { BlockExport } from '../../model/domain-job.js';
import { readExport } from '../../protocol/nbd/read-export.js';
import { readBlockDevices } from '../../qemu/block-devices.js';
import { readUsesIothread } from '../../qemu/iothread-use.js';
import { readBlockExports } from '../../qemu/jobs.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { ExchangeDirectory } from '../exchange/exchange-directory.js';
import { readDisk } from '../find-disk.js';

/** libvirt's own limit is of this order; an NBD server takes 32 MiB. */
const MAX_BYTES = 4 * 1024 * 1024;
const EXPORT = 'qgauge-peek';

/**
 * Reads a part of what the guest sees on a disk: a raw image from its file, any other one from QEMU, which serves it to us alone
 * and read-only, by nbd-server-start and block-export-add, as long as we read.
 *
 * @param offset in bytes
 * @param bytes up to 4 MiB
 * @throws {NoSuchDeviceError} when the guest has no such disk
 * @throws {ControlRefusedError} when that is beyond its end; for an image that is not raw of a disk with an iothread: QEMU would abort
 *   when we leave
 * @throws {ControlError} when QEMU serves NBD already: that is left alone
 */
export async function readDiskBytes(
  reach: ControlReach,
  disk: string,
  offset: number,
  bytes: number,
  options: CallOptions = {},
): Promise<Buffer> {
  return reach.control.call('readDisk', options, async (call) => {
    const found = await readDisk(reach, disk);
    checkRange(reach.name, found, offset, bytes);
    const raw = await readRawFile(reach, found, offset, bytes);
    return raw ?? readServed(call, reach, found, offset, bytes);
  });
}

function checkRange(guest: string, disk: BlockDevice, offset: number, bytes: number): void {
  const name = terminalSafe(disk.name, 60);
  const size = topImage(disk)?.virtualBytes;
  if (disk.node === undefined || size === undefined)
    throw new UnsupportedError(guest, `the drive ${name} has no medium, or QEMU does not tell its size`);
  if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > MAX_BYTES)
    throw new ControlRefusedError(
      guest,
      `${bytes} is not a valid number of bytes: expected 1 to ${MAX_BYTES}`,
    );
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + bytes > size)
    throw new ControlRefusedError(guest, `${bytes} bytes at ${offset} are not on ${name}: it has ${size}`);
}

/** `undefined` where the image is not a whole raw file or block device that this user may read. */
async function readRawFile(
  { process, procRoot, sysRoot }: ControlReach,
  disk: BlockDevice,
  offset: number,
  bytes: number,
): Promise<Buffer | undefined> {
  const { path } = disk;
  const [image] = disk.layers;
  const isRaw = image?.format === 'raw' && disk.layers.length === 1 && !disk.isEncrypted;
  if (!isRaw || process === undefined || path === undefined || isImageAddress(path)) return undefined;
  const paths = pathsOf(procRoot, process.pid, path);
  // Another length is of a raw node that has an offset, or the size of another image in its place.
  if (readImageLength(sysRoot, paths) !== image.virtualBytes) return undefined;
  for (const candidate of paths) {
    try {
      await using file = await open(candidate, constants.O_RDONLY | constants.O_NONBLOCK);
      const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, offset);
      if (bytesRead === bytes) return buffer;
    } catch {
      // Not visible to this user under this path.
    }
  }
  return undefined;
}

async function readServed(
  call: ControlCall,
  reach: ControlReach,
  disk: BlockDevice,
  offset: number,
  bytes: number,
): Promise<Buffer> {
  const exports = await readBlockExports(reach.qmp, reach.options);
  // A caller that was killed: calls take turns, so that nobody else is at it.
  const isStale = exports.length > 0 && exports.every(({ id }) => id === EXPORT);
  await refuseIothread(reach, disk, isStale ? [] : exports);
  if (isStale) await call.qemu('nbd-server-stop');
  using directory = ExchangeDirectory.make(reach, call.isDryRun);
  const stop = { to: 'qemu', command: 'nbd-server-stop' } as const;
  const addr = { type: 'unix', data: { path: directory.pathOf('nbd') } };
  await call.qemu('nbd-server-start', { addr }, { undo: stop });
  await call.qemu('block-export-add', {
    ...{ type: 'nbd', id: EXPORT, name: EXPORT, 'node-name': disk.node, writable: false },
  });
  const { signal } = call;
  const served = { path: directory.ownPathOf('nbd'), exportName: EXPORT };
  const data = call.isDryRun ? Buffer.alloc(0) : await readExport({ ...served, offset, bytes, signal });
  // Removes the export, too.
  await call.qemu('nbd-server-stop');
  return data;
}

/**
 * QEMU 7.2 aborts when an NBD client leaves whose node is served in an iothread; no version is known in which it is safe. A node is
 * served in that of any device or export that uses it.
 */
async function refuseIothread(
  { qmp, options, name }: ControlReach,
  disk: BlockDevice,
  exports: readonly BlockExport[],
): Promise<void> {
  const nodes = nodesOf(disk);
  const disks = await readBlockDevices(qmp, options);
  const users = disks.filter((other) => nodesOf(other).some((node) => nodes.includes(node)));
  const paths = users.flatMap(({ qomPath }) => qomPath ?? []);
  const uses = await Promise.all(paths.map((path) => readUsesIothread(qmp, path, options)));
  const isServed = exports.some(({ node }) => nodes.includes(node));
  if (!isServed && !uses.includes(true)) return;
  const why = isServed ? 'is exported by QEMU already' : 'is served by an iothread';
  throw new ControlRefusedError(
    name,
    `${terminalSafe(disk.name, 60)} ${why}, and its image is not a raw file: QEMU can abort when somebody has read it by NBD`,
  );
}

function nodesOf({ node, protocolNode, layers }: BlockDevice): readonly string[] {
  return [node, protocolNode, ...layers.map((layer) => layer.node)].filter((name) => name !== undefined);
}
