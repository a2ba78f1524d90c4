import { NamedTargets } from '../discover/named-targets.js';
import { Roster } from '../discover/qemu-registry.js';
import type { Target } from '../discover/target.js';
import type { Session } from '../model/session.js';
import { formatAddress } from '../protocol/transport/address.js';
import type { Surroundings } from './monitor-link.js';
import { WatchedGuest } from './polled-guest.js';
import type { HostWatch } from './sample/host-tracker.js';

/** The guests that are watched: who comes is taken in, who has gone is let go of. */
export class GuestBook {
  readonly #around: Surroundings;
  readonly #host: HostWatch;
  readonly #roster: Roster;
  readonly #named: NamedTargets;
  readonly #guests = new Map<string, WatchedGuest>();
  readonly #closing = new Set<Promise<void>>();
  #sessions = 0;

  constructor(around: Surroundings, host: HostWatch) {
    this.#host = host;
    this.#around = around;
    this.#roster = new Roster(around.settings.procRoot);
    this.#named = new NamedTargets(around.settings.procRoot);
  }

  /** Those of the last {@link update}. */
  get guests(): readonly WatchedGuest[] {
    return [...this.#guests.values()];
  }

  /** Looks who is here, and returns them all: those of this host in the order of their pids, then those that only a user knows. */
  update(): readonly WatchedGuest[] {
    const { settings, tables } = this.#around;
    const discovered = this.#roster.update(tables.get());
    const named = settings.guests ? this.#named.update(settings.guests, discovered, tables.get()) : [];
    const targets = new Map(named.map((target) => [keyOf(target), target]));
    // What a user has named counts more than what was found.
    if (settings.discover)
      for (const target of discovered) targets.set(keyOf(target), targets.get(keyOf(target)) ?? target);
    for (const [key, guest] of this.#guests) if (!targets.has(key)) this.#letGo(key, guest);
    return Array.from(targets, ([key, target]) => this.#take(key, target));
  }

  /** The guest that has come by the pid of one that has ended, if one has. */
  replace(guest: WatchedGuest): WatchedGuest | undefined {
    this.#letGo(keyOf(guest.target), guest);
    const { process } = guest.target;
    const { settings, tables } = this.#around;
    const target = process && this.#roster.replace(process.pid, tables.get());
    return target && settings.discover ? this.#take(keyOf(target), target) : undefined;
  }

  /** Resolves when nothing of theirs is open. */
  async close(): Promise<void> {
    for (const [key, guest] of this.#guests) this.#letGo(key, guest);
    await Promise.all(this.#closing);
  }

  #take(key: string, target: Target): WatchedGuest {
    const known = this.#guests.get(key);
    if (known && isSameWay(known.target, target)) {
      known.givenName = this.#givenName(target);
      return known;
    }
    if (known) this.#letGo(key, known);
    const linux = target.process && this.#host.watch(target.process);
    const guest = new WatchedGuest(target, this.#givenName(target), linux, this.#around, this.#newSession);
    this.#guests.set(key, guest);
    return guest;
  }

  #letGo(key: string, guest: WatchedGuest): void {
    if (this.#guests.get(key) === guest) this.#guests.delete(key);
    const closed = guest.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #givenName({ monitors }: Target): string | undefined {
    const { names } = this.#around.settings;
    if (names.size === 0) return undefined;
    return monitors
      .map(({ address }) => names.get(formatAddress(address)))
      .find((name) => name !== undefined);
  }

  readonly #newSession = (reason: string): Session => ({
    id: ++this.#sessions,
    beganAtSeconds: Date.now() / 1000,
    reason,
  });
}

/** A process is the same as long as its pid and its start are; without one only the address tells. */
function keyOf({ process, monitors }: Target): string {
  if (process) return `process ${process.pid} ${process.startTicks}`;
  return monitors.map(({ address }) => formatAddress(address)).join(' ');
}

/** Whether a guest is reached in the same way: its monitors may come later than its process. */
function isSameWay(a: Target, b: Target): boolean {
  return a === b || waysOf(a) === waysOf(b);
}

function waysOf({ monitors, agent, isNamed }: Target): string {
  const ways = [...monitors, agent].map((way) => way && [formatAddress(way.address), way.listening?.inode]);
  return JSON.stringify([ways, isNamed]);
}
