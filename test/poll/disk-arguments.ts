import { join } from 'node:path';
import { expect } from 'vitest';
import type { Lab } from '../lab/packages.js';
import { runCommand } from '../lab/run-command.js';
import { temporaryDirectory } from '../temporary-directory.js';
import type { MeasuredMachine } from './paused-machine.js';

/** Creates an image, which ends with the test. */
export async function createImage(lab: Lab, format: 'qcow2' | 'raw', mebibytes = 64): Promise<string> {
  const file = join(await temporaryDirectory(), `disk.${format}`);
  await runCommand(lab.qemuImg, ['create', '-q', '-f', format, file, `${mebibytes}M`]);
  return file;
}

/** The arguments of a block node. */
export function node(nodeName: string, options: object): readonly string[] {
  return ['-blockdev', JSON.stringify({ 'node-name': nodeName, ...options })];
}

/** The arguments of a device with an id, on a drive or a node. */
export function device(type: string, id: string, drive: string): readonly string[] {
  return ['-device', `${type},id=${id},drive=${drive}`];
}

/** Writes 64 KiB, counted as a write of the device. */
export async function write(machine: MeasuredMachine, id: string, offset: string): Promise<void> {
  for (const command of [`aio_write ${offset} 64k`, 'aio_flush']) {
    const line = `qemu-io -d /machine/peripheral/${id}/virtio-backend "${command}"`;
    expect(await machine.ask('human-monitor-command', { 'command-line': line })).not.toMatch(/error/i);
  }
}
