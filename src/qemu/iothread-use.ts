import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asString } from '../support/decode.js';
import { readProperty } from './property.js';

/** A disk, its controller, the bridges above. */
const MAX_DEPTH = 16;
const DEVICE = /^\/machine\/(?:peripheral|peripheral-anon|unattached)\/[^/]+/;

/**
 * Reads whether an iothread serves a device: by its own properties, or by those of its controller, as with SCSI disks. QOM, up to
 * the root bus.
 *
 * @param path of the device, or of a part of it
 */
export async function readUsesIothread(
  qmp: QemuExecutor,
  path: string,
  options?: ExecuteOptions,
): Promise<boolean> {
  let device = DEVICE.exec(path)?.[0];
  for (let depth = 0; device !== undefined && depth < MAX_DEPTH; depth++) {
    const read = (property: string) => readProperty(qmp, device ?? '', property, options);
    const [iothread, mapping, bus] = await Promise.all(
      ['iothread', 'iothread-vq-mapping', 'parent_bus'].map(read),
    );
    if (iothread || (Array.isArray(mapping) && mapping.length > 0)) return true;
    device = DEVICE.exec(asString(bus) ?? '')?.[0];
  }
  return false;
}
