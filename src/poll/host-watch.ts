import { readMemTotalBytes } from '../host/meminfo.js';
import type { HostSnapshot } from '../model/snapshot.js';
import type { PollSettings } from './poll-settings.js';

/** The host over all sweeps. */
export class HostWatch {
  readonly #procRoot: string;

  constructor({ procRoot }: PollSettings) {
    this.#procRoot = procRoot;
  }

  read(): HostSnapshot & { readonly warnings: readonly string[] } {
    return { memoryBytes: readMemTotalBytes(this.#procRoot), warnings: [] };
  }

  close(): void {}
}
