import { SocketTables } from '../../discover/socket-tables.js';
import { sleep } from '../../support/deadline.js';

/** After a restart all ports connect at about the same time. */
const GATHER_MS = 50;

/** Reads the socket tables of the host once for all who ask at about the same time, since that reads every process. */
export class GatheredTables {
  readonly #procRoot: string;
  #next: Promise<SocketTables> | undefined;

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /** Resolves to tables that are read after the call. */
  read(): Promise<SocketTables> {
    this.#next ??= this.#readLater();
    return this.#next;
  }

  async #readLater(): Promise<SocketTables> {
    await sleep(GATHER_MS);
    this.#next = undefined;
    return new SocketTables(this.#procRoot);
  }
}
