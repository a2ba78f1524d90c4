import { Recent } from '../support/recent.js';
import { SocketTables } from './socket-tables.js';

/** A sweep over many guests reads often, and the tables of a host with a thousand guests are long. */
const MAX_AGE_MS = 200;

/** The socket tables of the host, read once for calls at nearly the same time. */
export class SocketTableCache extends Recent<SocketTables> {
  constructor(procRoot: string) {
    super(MAX_AGE_MS, () => new SocketTables(procRoot));
  }
}
