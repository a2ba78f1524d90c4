import { asRecord, asString } from '../support/decode.js';
import { parseJson } from '../support/lossless-json.js';

const JSON_PREFIX = 'json:';
/** The drivers at the end of a chain that open what is a path on the host of QEMU. */
const LOCAL_DRIVERS: readonly unknown[] = ['file', 'host_device', 'host_cdrom'];

/**
 * The path of an image, where QEMU names it by `json:{"driver":"qcow2","file":{"driver":"file","filename":"/vm.qcow2"}}`, as
 * it does when -blockdev gives an image options that a path does not tell. Any other name is returned as it is.
 */
export function localPathOf(filename: string | undefined): string | undefined {
  if (!filename?.startsWith(JSON_PREFIX)) return filename;
  const path = findPath(parsed(filename.slice(JSON_PREFIX.length)));
  return path ?? filename;
}

function findPath(node: unknown): string | undefined {
  const storage = asRecord(node);
  if (storage === undefined) return undefined;
  if (LOCAL_DRIVERS.includes(storage.driver)) return asString(storage.filename);
  return findPath(storage.file);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
