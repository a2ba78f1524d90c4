/**
 * `qgauge/guest-stats`: what a guest may know of itself, in VMware's encodings and by the functions of its guest library.
 *
 * @packageDocumentation
 */

// The statistics, and their encodings.

export { encodeGuestStats, encodeStatList } from '../formats/guest-stats/guest-stats.js';
export { parseGuestStatGroup } from '../formats/guest-stats/parse-group.js';
export { parseStatEncoding } from '../formats/guest-stats/stat-encoding.js';
export type { GuestStat, GuestStatGroup, GuestStats, GuestStatType } from '../model/guest-stats.js';
export { guestStatsOf } from '../model/guest-stats-of.js';
export type { GuestStatsOptions } from '../model/guest-stats-options.js';
export { STAT_ENCODINGS, type StatEncoding } from '../model/vocabulary.js';

// The guest library.

export { type AskHost, createHostSource } from '../formats/guest-stats/host-source.js';
export {
  ACCESSORS,
  type Accessor,
  type AccessorName,
  type AccessorOf,
  LIBRARY_GROUP,
} from '../model/guest-lib/accessors.js';
export {
  errorText,
  GUEST_LIB_ERROR,
  type GuestLibCode,
  type GuestLibFailure,
  type GuestLibResult,
  type GuestLibSuccess,
} from '../model/guest-lib/error-codes.js';
export {
  closeHandle,
  type GuestHandle,
  type GuestStatsSource,
  getSessionId,
  getValue,
  openHandle,
  updateInfo,
} from '../model/guest-lib/handle.js';
export { getResourcePoolPath, type ResourcePoolPath } from '../model/guest-lib/resource-pool-path.js';

// Figures of two readings.

export {
  contentionRatio,
  type DiskDirection,
  iops,
  meanLatencyMicroseconds,
} from '../model/guest-lib/formulas.js';
