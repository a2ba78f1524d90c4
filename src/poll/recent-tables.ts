import { SocketTables } from '../discover/socket-tables.js';

/** The host's socket tables, read anew when they are older than that: a sweep over many guests looks often. */
const MAX_AGE_MS = 50;

/** Shares one reading of the socket tables among those who look at nearly the same time. */
export class RecentTables {
  readonly #procRoot: string;
  #tables: SocketTables;
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
    this.#tables = new SocketTables(procRoot);
  }

  /** As they are now, or were a moment ago. */
  get(): SocketTables {
    return performance.now() - this.#readAtMs > MAX_AGE_MS ? this.refresh() : this.#tables;
  }

  /** As they are now. */
  refresh(): SocketTables {
    this.#tables = new SocketTables(this.#procRoot);
    this.#readAtMs = performance.now();
    return this.#tables;
  }
}
