import { debug } from '../../support/debug.js';
import { messageOf } from '../../support/errors.js';
import type { GuestStats } from '../guest-stats.js';
import { ACCESSORS, type AccessorName, type AccessorOf } from './accessors.js';
import { GUEST_LIB_ERROR, type GuestLibCode, type GuestLibResult } from './error-codes.js';
import { readAccessor } from './read-accessor.js';

const { SUCCESS, OTHER, NOT_RUNNING_IN_VM, NOT_ENABLED, NO_INFO, INVALID_HANDLE, INVALID_ARG } =
  GUEST_LIB_ERROR;

/** Where the statistics of one guest come from: the host of the program's own guest, or a snapshot. */
export interface GuestStatsSource {
  /**
   * Reads all statistics at one time.
   *
   * @returns `undefined` when the host has the statistics switched off for this guest
   * @throws when there is no answer, or not one that can be understood
   */
  read(signal?: AbortSignal): Promise<GuestStats | undefined>;
}

/** A reference to the statistics of a guest; what it has of them is for the functions of this file. */
export interface GuestHandle {
  readonly source: GuestStatsSource;
  info: HandleInfo;
}

/** `none` before the first update, and while a new session is asked for. */
type HandleInfo = GuestStats | 'none' | 'closed';

/**
 * VMGuestLib_OpenHandle. Nothing is read before {@link updateInfo}.
 *
 * @param source `undefined` where there is none, since the program does not run in a guest: the code is 2
 */
export function openHandle(source: GuestStatsSource | undefined): GuestLibResult<GuestHandle> {
  if (source === undefined) return { code: NOT_RUNNING_IN_VM };
  return { code: SUCCESS, value: { source, info: 'none' } };
}

/** VMGuestLib_CloseHandle. */
export function closeHandle(handle: GuestHandle | undefined): GuestLibCode {
  return isOpen(handle) ? change(handle, 'closed') : INVALID_HANDLE;
}

/**
 * VMGuestLib_UpdateInfo: reads all values at once, which the accessors then return.
 *
 * In a new session the old values are forgotten and the host is asked once more, so that no value is from before the change; the
 * program sees that {@link getSessionId} has changed. Where the update fails otherwise, the last values stay.
 *
 * An aborted signal rejects with its own reason.
 */
export async function updateInfo(
  handle: GuestHandle | undefined,
  signal?: AbortSignal,
): Promise<GuestLibCode> {
  if (!isOpen(handle)) return INVALID_HANDLE;
  const first = await read(handle.source, signal);
  if (first.code !== SUCCESS) return first.code;
  if (!isOtherSession(handle.info, first.value)) return change(handle, first.value);
  change(handle, 'none');
  const again = await read(handle.source, signal);
  return again.code === SUCCESS ? change(handle, again.value) : again.code;
}

/** VMGuestLib_GetSessionId: compare it with that of the last update; counters are comparable within a session only. */
export function getSessionId(handle: GuestHandle | undefined): GuestLibResult<bigint> {
  if (!isOpen(handle)) return { code: INVALID_HANDLE };
  return typeof handle.info === 'string' ? { code: NO_INFO } : { code: SUCCESS, value: handle.info.session };
}

/** Any accessor: VMGuestLib_GetCpuUsedMs is `getValue(handle, 'cpuUsedMs')`. A uint64 is a bigint. */
export function getValue(handle: GuestHandle | undefined, name: AccessorOf<'uint32'>): GuestLibResult<number>;
export function getValue(handle: GuestHandle | undefined, name: AccessorOf<'uint64'>): GuestLibResult<bigint>;
export function getValue(handle: GuestHandle | undefined, name: AccessorOf<'text'>): GuestLibResult<string>;
export function getValue(
  handle: GuestHandle | undefined,
  name: AccessorName,
): GuestLibResult<number | bigint | string> {
  if (!isOpen(handle)) return { code: INVALID_HANDLE };
  if (!Object.hasOwn(ACCESSORS, name)) return { code: INVALID_ARG };
  return typeof handle.info === 'string' ? { code: NO_INFO } : readAccessor(handle.info, ACCESSORS[name]);
}

function isOpen(handle: GuestHandle | undefined): handle is GuestHandle {
  return handle !== undefined && handle.info !== 'closed';
}

function isOtherSession(info: HandleInfo, { session }: GuestStats): boolean {
  return typeof info !== 'string' && info.session !== session;
}

/** A handle that was closed during its update stays closed. */
function change(handle: GuestHandle, info: HandleInfo): GuestLibCode {
  if (handle.info === 'closed') return INVALID_HANDLE;
  handle.info = info;
  return SUCCESS;
}

async function read(source: GuestStatsSource, signal?: AbortSignal): Promise<GuestLibResult<GuestStats>> {
  try {
    const stats = await source.read(signal);
    if (stats === undefined) return { code: NOT_ENABLED };
    // A session is never 0: the answer is a broken one.
    return stats.session === 0n ? { code: OTHER } : { code: SUCCESS, value: stats };
  } catch (error) {
    signal?.throwIfAborted();
    debug(() => `guest statistics: ${messageOf(error)}`);
    return { code: OTHER };
  }
}
