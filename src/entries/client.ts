/**
 * `qgauge/client`: asks a daemon instead of the guests, and borrows a monitor that it holds.
 *
 * @packageDocumentation
 */

export {
  type BorrowOptions,
  type BorrowReason,
  type BorrowRefusal,
  borrowMonitor,
} from '../client/borrow.js';
export type { BorrowedMonitor } from '../client/borrowed-monitor.js';
export {
  API_SOCKET,
  type DaemonAddress,
  DaemonClient,
  DaemonError,
  findDaemons,
  isNobody,
} from '../client/daemon-client.js';
export type { DaemonSweep } from '../client/decode-sweep.js';
export { type PickedSnapshot, pickSnapshots, UnknownGuestError } from '../client/pick-snapshots.js';
export { LEND_SOCKET } from '../model/lend-protocol.js';
