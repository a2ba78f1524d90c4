import { GUEST_LIB_ERROR, type GuestLibResult } from './error-codes.js';
import { type GuestHandle, getValue } from './handle.js';

const { SUCCESS, BUFFER_TOO_SMALL, INVALID_HANDLE, INVALID_ARG } = GUEST_LIB_ERROR;

/** Bytes of the path and its NUL; known where the code is 0 or 7. */
export type ResourcePoolPath = GuestLibResult<string> & { readonly neededBytes?: number };

/**
 * VMGuestLib_GetResourcePoolPath: the control group of the guest, where the host shows it.
 *
 * @param bufferBytes what the caller has room for, the NUL included; for no bound use `getValue(handle, 'resourcePoolPath')`
 */
export function getResourcePoolPath(handle: GuestHandle | undefined, bufferBytes: number): ResourcePoolPath {
  const path = getValue(handle, 'resourcePoolPathLong');
  if (path.code === INVALID_HANDLE) return path;
  if (!Number.isSafeInteger(bufferBytes) || bufferBytes < 0) return { code: INVALID_ARG };
  if (path.code !== SUCCESS) return path;
  const neededBytes = Buffer.byteLength(path.value) + 1;
  return neededBytes > bufferBytes ? { code: BUFFER_TOO_SMALL, neededBytes } : { ...path, neededBytes };
}
