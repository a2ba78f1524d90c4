/**
 * `qgauge/client`: asks a daemon instead of the guests.
 *
 * @packageDocumentation
 */

export {
  DaemonClient,
  DaemonError,
  type DaemonSweep,
  findDaemon,
  isNobody,
} from '../client/daemon-client.js';
export { type PickedSnapshot, pickSnapshots } from '../client/pick-snapshots.js';
