import { NamedTargets } from '../discover/named-targets.js';
import { QemuRegistry } from '../discover/qemu-registry.js';
import type { Target } from '../discover/target.js';
import type { Session } from '../model/session.js';
import { formatAddress } from '../protocol/transport/address.js';
import type { PollContext } from './poll-settings.js';
import { PolledGuest } from './polled-guest.js';
import type { HostTracker } from './sample/host-tracker.js';

/** The guests that are watched: who comes is taken in, who has gone is let go of. */
export class GuestRegistry {
  readonly #context: PollContext;
  readonly #host: HostTracker;
  readonly #roster: QemuRegistry;
  readonly #named: NamedTargets;
  readonly #guests = new Map<string, PolledGuest>();
  readonly #closing = new Set<Promise<void>>();
  #sessions = 0;

  constructor(around: PollContext, host: HostTracker) {
    this.#host = host;
    this.#context = around;
    this.#roster = new QemuRegistry(around.settings.procRoot);
    this.#named = new NamedTargets(around.settings.procRoot);
  }

  /** Those of the last {@link update}. */
  get guests(): readonly PolledGuest[] {
    return [...this.#guests.values()];
  }

  /** Looks who is here, and returns them all: those of this host in the order of their pids, then those that only a user knows. */
  update(): readonly PolledGuest[] {
    const { settings, tables } = this.#context;
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
  replace(guest: PolledGuest): PolledGuest | undefined {
    this.#letGo(keyOf(guest.target), guest);
    const { process } = guest.target;
    const { settings, tables } = this.#context;
    const target = process && this.#roster.replace(process.pid, tables.get());
    return target && settings.discover ? this.#take(keyOf(target), target) : undefined;
  }

  /** Resolves when nothing of theirs is open. */
  async close(): Promise<void> {
    for (const [key, guest] of this.#guests) this.#letGo(key, guest);
    await Promise.all(this.#closing);
  }

  #take(key: string, target: Target): PolledGuest {
    const known = this.#guests.get(key);
    if (known && isSameWay(known.target, target)) {
      known.givenName = this.#givenName(target);
      return known;
    }
    if (known) this.#letGo(key, known);
    const linux = target.process && this.#host.watch(target.process);
    const guest = new PolledGuest(target, this.#givenName(target), linux, this.#context, this.#newSession);
    this.#guests.set(key, guest);
    return guest;
  }

  #letGo(key: string, guest: PolledGuest): void {
    if (this.#guests.get(key) === guest) this.#guests.delete(key);
    const closed = guest.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #givenName({ monitors }: Target): string | undefined {
    const { names } = this.#context.settings;
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
