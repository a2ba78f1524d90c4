import { asRecord, asString } from '../support/decode.js';
import { parseJson } from '../support/lossless-json.js';
import { removeCredentials } from '../support/remove-credentials.js';

const JSON_PREFIX = 'json:';
/** The drivers at the end of a chain that open what is a path on the host of QEMU. */
const LOCAL_DRIVERS: readonly unknown[] = ['file', 'host_device', 'host_cdrom'];

/**
 * The path or address of an image by its filename in QEMU. Where -blockdev gives an image options that a path does not tell, QEMU
 * names it by `json:{"driver":"qcow2","file":{"driver":"file","filename":"/vm.qcow2"}}`: the path is found in it. Credentials in an
 * address are removed.
 *
 * @returns `undefined` for an image that has no such name
 */
export function pathOfFilename(filename: string | undefined): string | undefined {
  const isJson = filename?.startsWith(JSON_PREFIX);
  const path = isJson ? findPath(parsed(filename?.slice(JSON_PREFIX.length))) : filename;
  if (!path) return undefined;
  // A path on this host may have any characters.
  return path.startsWith('/') ? path : removeCredentials(path);
}

function findPath(node: unknown): string | undefined {
  const storage = asRecord(node);
  if (storage === undefined) return undefined;
  if (LOCAL_DRIVERS.includes(storage.driver)) return asString(storage.filename);
  return findPath(storage.file);
}

function parsed(text = ''): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // QEMU cuts a long one
  }
}
