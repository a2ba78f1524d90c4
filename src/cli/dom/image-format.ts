import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';

const RAW = 'raw';

/** What the images of these formats begin with. */
const BEGINNINGS = [
  ['qcow2', Buffer.from('QFI\u00fb', 'latin1')],
  ['qed', Buffer.from('QED\0', 'latin1')],
  ['vhdx', Buffer.from('vhdxfile', 'latin1')],
  ['vmdk', Buffer.from('KDMV', 'latin1')],
  ['luks', Buffer.from('LUKS\u00ba\u00be', 'latin1')],
] as const;
const LONGEST = Math.max(...BEGINNINGS.map(([, bytes]) => bytes.length));

/**
 * The format in which QEMU is to open an image: raw, unless another one is given. A guest that writes to another image as if it were
 * raw destroys it.
 *
 * @param name the option that gives it, e.g. `--format`
 * @throws {UsageError} when none is given, and the image says that it is not raw
 */
export async function formatFor(image: string, given: string | undefined, name: string): Promise<string> {
  if (given !== undefined) return given;
  const beginning = await readBeginning(image);
  const [found] = BEGINNINGS.find(([, bytes]) => beginning.subarray(0, bytes.length).equals(bytes)) ?? [];
  if (found === undefined) return RAW;
  throw new UsageError(
    `${terminalSafe(image, 500)} is an image of the format ${found}: say ${name} ${found}, or ${name} ${RAW} to have the guest see its bytes as they are`,
  );
}

/** Nothing of what is not a file or a disk, or not visible to this user under the path that QEMU knows. */
async function readBeginning(image: string): Promise<Buffer> {
  try {
    await using file = await open(image, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile() && !stats.isBlockDevice()) return Buffer.alloc(0);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  }
}
