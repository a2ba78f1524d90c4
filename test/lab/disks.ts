import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.js';

/** A disk of a file, or of another driver of QEMU's block layer (null-co, blkdebug, nbd). */
export type Disk = {
  /** Of the device; its block node is called ID-node (default: disk0, disk1, …). */
  readonly id?: string;
} & (
  | {
      readonly file: string;
      readonly format: 'raw' | 'qcow2';
      /** With `drive` the block device has a name, as in old command lines (default: blockdev). */
      readonly via?: 'blockdev' | 'drive';
    }
  | {
      /** The options of `-blockdev`, without `node-name`. */
      readonly blockdev: Readonly<Record<string, unknown>>;
    }
);

/** Returns the arguments for one disk; `deviceType` is the machine's kind of virtio-blk. */
export function encodeDisk(
  disk: Disk,
  number: number,
  deviceType: string,
  iothread: string | undefined,
): readonly string[] {
  const id = disk.id ?? `disk${number}`;
  const thread = iothread === undefined ? '' : `,iothread=${iothread}`;
  const device = ['-device', `${deviceType},id=${id},drive=${id}-node${thread}`];
  if ('file' in disk && disk.via === 'drive') {
    const file = disk.file.replaceAll(',', ',,');
    return ['-drive', `if=none,id=${id}-node,format=${disk.format},file=${file}`, ...device];
  }
  return ['-blockdev', JSON.stringify({ ...describeNode(disk), 'node-name': `${id}-node` }), ...device];
}

function describeNode(disk: Disk): Readonly<Record<string, unknown>> {
  if ('blockdev' in disk) return disk.blockdev;
  return { driver: disk.format, file: { driver: 'file', filename: disk.file } };
}

/** Creates a sparse raw image. */
export function createRawImage(
  folder: string,
  name: string,
  mebibytes: number,
): Disk & { readonly file: string } {
  const file = join(folder, `${name}.raw`);
  writeFileSync(file, '');
  truncateSync(file, mebibytes * 2 ** 20);
  return { file, format: 'raw' };
}

/** Creates a qcow2 image with a backing file, also qcow2, and an internal snapshot named `snapshotName`. */
export async function createLayeredImage(
  qemuImg: string,
  folder: string,
  name: string,
  mebibytes: number,
  snapshotName: string,
): Promise<Disk & { readonly file: string; readonly backingFile: string }> {
  const backingFile = join(folder, `${name}-base.qcow2`);
  const file = join(folder, `${name}.qcow2`);
  await runCommand(qemuImg, ['create', '-q', '-f', 'qcow2', backingFile, `${mebibytes}M`]);
  await runCommand(qemuImg, ['create', '-q', '-f', 'qcow2', '-b', backingFile, '-F', 'qcow2', file]);
  await runCommand(qemuImg, ['snapshot', '-c', snapshotName, file]);
  return { file, format: 'qcow2', backingFile };
}
