import { Recent } from '../support/recent.js';
import { SocketTables } from './socket-tables.js';

/** A sweep over many guests looks often, and the tables of a host with a thousand guests are long. */
const MAX_AGE_MS = 200;

/** The host's socket tables, read once for those who look at nearly the same time. */
export class SocketTableCache extends Recent<SocketTables> {
  constructor(procRoot: string) {
    super(MAX_AGE_MS, () => new SocketTables(procRoot));
  }
}
