import { removeCredentials } from '../support/remove-credentials.js';
import { localPathOf } from './image-filename.js';

/**
 * The path or address of an image by its filename in QEMU; see {@link localPathOf}. Credentials in an address are removed.
 *
 * @returns `undefined` for an image that has no such name
 */
export function pathOfFilename(filename: string | undefined): string | undefined {
  const path = localPathOf(filename);
  if (!path || path.startsWith('json:')) return undefined;
  // A path on this host may have any characters.
  return path.startsWith('/') ? path : removeCredentials(path);
}
