import type { NamedMonitor } from '../../discover/named-monitor.js';
import { boundName } from '../../model/guest-name.js';
import type { Snapshot } from '../../model/snapshot.js';
import { formatAddress } from '../../protocol/transport/address.js';
import { asRecord } from '../../support/decode.js';
import { StateFile } from '../state-file.js';

/** More addresses than anybody names; the oldest are forgotten. */
const MAX_NAMES = 2000;

/**
 * The names under which guests were last seen at the addresses that a user gives, kept in a file between runs: a guest that is
 * down keeps its name. A file that cannot be read or written costs these names and nothing else.
 */
export class LastNames {
  readonly #file: StateFile;
  #names: ReadonlyMap<string, string>;

  /** Reads the names of earlier runs. */
  constructor(path: string) {
    this.#file = new StateFile(path, 'names of guests');
    this.#names = new Map(decodeNames(this.#file.read()));
  }

  /** The monitors with the last name of each that has no name. */
  addTo(monitors: readonly NamedMonitor[]): readonly NamedMonitor[] {
    return monitors.map((monitor) => {
      const lastName = this.#names.get(formatAddress(monitor.address));
      return monitor.name !== undefined || lastName === undefined ? monitor : { ...monitor, lastName };
    });
  }

  /** Keeps the names of the guests that are at monitors without a name. Writes the file only when one is new. */
  update({ guests }: Pick<Snapshot, 'guests'>, monitors: readonly NamedMonitor[]): void {
    const unnamed = new Set(
      monitors.flatMap(({ name, address }) => (name === undefined ? [formatAddress(address)] : [])),
    );
    const seen = guests.flatMap(({ socket, name, qemu, linux }): readonly (readonly [string, string])[] =>
      (qemu || linux) && socket !== undefined && unnamed.has(socket) ? [[socket, boundName(name)]] : [],
    );
    if (seen.every(([socket, name]) => this.#names.get(socket) === name)) return;
    const before = new Map(this.#names);
    for (const [socket] of seen) before.delete(socket);
    this.#names = new Map([...before, ...seen].slice(-MAX_NAMES));
    this.#file.write(Object.fromEntries(this.#names));
  }
}

function decodeNames(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(asRecord(value) ?? {})
    .slice(-MAX_NAMES)
    .flatMap(([address, name]) =>
      typeof name === 'string' && name !== '' ? [[address, boundName(name)]] : [],
    );
}
