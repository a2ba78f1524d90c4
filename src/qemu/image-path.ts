import { asRecord, asString } from '../support/decode.js';
import { removeCredentials } from '../support/remove-credentials.js';

/** QEMU nests its options no deeper than its block nodes. */
const MAX_DEPTH = 32;

/**
 * The path or address of an image by its filename in QEMU, which is one itself, or `json:` and the options of its block node:
 * `json:{"driver":"qcow2","file":{"driver":"file","filename":"/var/lib/a.qcow2"}}` → `/var/lib/a.qcow2`.
 *
 * Credentials in an address are removed.
 *
 * @returns `undefined` where the options name no file
 */
export function pathOfFilename(filename: string | undefined): string | undefined {
  const path = findPath(filename);
  // A path on this host may have any characters.
  return path === undefined || path.startsWith('/') ? path : removeCredentials(path);
}

function findPath(filename: string | undefined): string | undefined {
  if (!filename) return undefined;
  if (!filename.startsWith('json:')) return filename;
  let node = parse(filename.slice('json:'.length));
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const options = asRecord(node);
    const path = asString(options?.filename);
    if (path !== undefined) return path === filename ? undefined : path;
    // The options of an image and of a filter have the node below as `file`, those of a job's filter as `backing`.
    node = options?.file ?? options?.backing;
  }
  return undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // QEMU cuts what is longer than a path may be
  }
}
