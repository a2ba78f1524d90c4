import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NamedMonitor } from '../../discover/named-monitor.js';
import { boundName } from '../../model/guest-name.js';
import type { Snapshot } from '../../model/snapshot.js';
import { formatAddress } from '../../protocol/transport/address.js';
import { debug } from '../../support/debug.js';
import { asRecord } from '../../support/decode.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { makePrivateDirectory } from '../../support/make-directory.js';

/** More addresses than anybody names; the oldest are forgotten. */
const MAX_NAMES = 2000;

/**
 * The names under which guests were last seen at the addresses that a user gives, kept in a file between runs: a guest that is
 * down keeps its name. A file that cannot be read or written costs these names and nothing else.
 */
export class LastNames {
  readonly #path: string;
  #names: ReadonlyMap<string, string>;

  /** Reads the names of earlier runs. */
  constructor(path: string) {
    this.#path = path;
    this.#names = new Map(attempt(() => readNames(path)) ?? []);
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
    attempt(() => writeNames(this.#path, this.#names));
  }
}

function readNames(path: string): readonly (readonly [string, string])[] {
  const names = asRecord(JSON.parse(readFileSync(path, 'utf8'))) ?? {};
  return Object.entries(names)
    .slice(-MAX_NAMES)
    .flatMap(([address, name]) =>
      typeof name === 'string' && name !== '' ? [[address, boundName(name)]] : [],
    );
}

/** Replaces the file in one step: two runs may write at one time. */
function writeNames(path: string, names: ReadonlyMap<string, string>): void {
  makePrivateDirectory(dirname(path));
  const next = `${path}.${process.pid}`;
  try {
    writeFileSync(next, `${JSON.stringify(Object.fromEntries(names), null, 1)}\n`, { mode: 0o600 });
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    debug(() => (errnoOf(error) === 'ENOENT' ? undefined : `names of guests: ${messageOf(error)}`));
    return undefined;
  }
}
