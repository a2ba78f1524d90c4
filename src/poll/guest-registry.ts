import { NoSuchGuestError, pickGuest } from '../discover/find-guest.js';
import { givenTo, type NamedTarget, nameTargets } from '../discover/list-targets.js';
import type { GivenNames } from '../discover/named-monitor.js';
import { NamedTargets } from '../discover/named-targets.js';
import { QemuRegistry } from '../discover/qemu-registry.js';
import type { Target } from '../discover/target.js';
import type { LoanEnd } from '../model/lending.js';
import type { Session } from '../model/session.js';
import { formatAddress } from '../protocol/transport/address.js';
import { withExpectedName } from './names/name-guest.js';
import type { PollContext } from './poll-settings.js';
import { PolledGuest } from './polled-guest.js';
import type { HostTracker } from './sample/host-tracker.js';

/** The guests that are polled: adds new guests, drops those that are gone. */
export class GuestRegistry {
  readonly #context: PollContext;
  readonly #host: HostTracker;
  readonly #qemus: QemuRegistry;
  readonly #named: NamedTargets;
  readonly #guests = new Map<string, PolledGuest>();
  readonly #closing = new Set<Promise<void>>();
  /** By address, of guests that have been there. */
  readonly #lastNames = new Map<string, string>();
  /** The guests that the settings select, with the names by which they do. */
  #picked: ReadonlyMap<Target, GivenNames | undefined> = new Map();
  /** By {@link keyOf}, of the guests that the settings hold or not by name. */
  #holds: ReadonlyMap<string, boolean> = new Map();
  #sessions = 0;

  constructor(context: PollContext, host: HostTracker) {
    this.#host = host;
    this.#context = context;
    this.#qemus = new QemuRegistry(context.settings.procRoot);
    this.#named = new NamedTargets(context.settings.procRoot);
  }

  /** The guests of the last {@link update}. */
  get guests(): readonly PolledGuest[] {
    return [...this.#guests.values()];
  }

  /** Finds the guests that exist now: those that the settings name, then the others that are discovered on this host. */
  update(): readonly PolledGuest[] {
    const { settings, tables } = this.#context;
    const discovered = this.#qemus.update(tables.get());
    const named = settings.guests ? this.#named.update(settings.guests, discovered, tables.get()) : [];
    const targets = new Map(named.map((target) => [keyOf(target), target]));
    // A guest that is named in the settings takes precedence over the same one as discovered.
    if (settings.discover)
      for (const target of discovered) targets.set(keyOf(target), targets.get(keyOf(target)) ?? target);
    const selected = new Map(this.#select([...targets.values()]).map((target) => [keyOf(target), target]));
    this.#holds = this.#holdsByName([...selected.values()]);
    for (const [key, guest] of this.#guests) if (!selected.has(key)) this.#drop(key, guest);
    return Array.from(selected, ([key, target]) => this.#take(key, target));
  }

  /** Keeps the name of a guest that is there: it stands for the guest at its address while that is down. */
  remember({ target }: PolledGuest, name: string): void {
    if (target.isNamed)
      for (const { address } of target.monitors) this.#lastNames.set(formatAddress(address), name);
  }

  #select(targets: readonly Target[]): readonly Target[] {
    const { select } = this.#context.settings;
    if (select === undefined) return targets;
    const named = this.#nameAll(targets);
    const picked = select.flatMap((text) => pickGuest(text, named) ?? []);
    this.#picked = new Map(picked.map(({ target, given }) => [target, given]));
    return [...this.#picked.keys()];
  }

  /**
   * Finds a guest by its name, UUID or pid, or by the address of one of its monitors.
   *
   * @throws {NoSuchGuestError}
   */
  find(text: string): PolledGuest {
    const guest = this.guests.find(({ target }) => isAtAddress(target, text));
    if (guest) return guest;
    const named = this.#nameAll(this.guests.map(({ target }) => target));
    const picked = pickGuest(text, named);
    const found = picked && this.#guests.get(keyOf(picked.target));
    if (found) return found;
    throw new NoSuchGuestError(text, named);
  }

  /** Drops a guest whose process has ended. Returns the guest that has got its pid since, if there is one. */
  replace(guest: PolledGuest): PolledGuest | undefined {
    this.#drop(keyOf(guest.target), guest);
    const { process } = guest.target;
    const { settings, tables } = this.#context;
    const target = process && this.#qemus.replace(process.pid, tables.get());
    if (!target || !settings.discover || this.#select([target]).length === 0) return undefined;
    return this.#take(keyOf(target), target);
  }

  #nameAll(targets: readonly Target[]): readonly NamedTarget[] {
    return nameTargets(targets, this.#context.settings.guests ?? []);
  }

  #holdsByName(targets: readonly Target[]): ReadonlyMap<string, boolean> {
    const { holdByName } = this.#context.settings;
    if (holdByName.size === 0) return new Map();
    const named = this.#nameAll(targets);
    return new Map(
      Array.from(holdByName).flatMap(([text, hold]) => {
        const picked = pickGuest(text, named);
        return picked ? [[keyOf(picked.target), hold] as const] : [];
      }),
    );
  }

  /** Drops every guest. Resolves when all their connections and files are closed. */
  async close(): Promise<void> {
    for (const [key, guest] of this.#guests) this.#drop(key, guest, 'closed');
    await Promise.all(this.#closing);
  }

  #take(key: string, target: Target): PolledGuest {
    const known = this.#guests.get(key);
    if (known && isReachedAlike(known.target, target)) {
      known.given = this.#given(target);
      known.hold = this.#holdOf(key, target);
      return known;
    }
    const linux = target.process && this.#host.track(target.process);
    const guest = new PolledGuest(target, this.#given(target), linux, this.#context, this.#newSession);
    guest.hold = this.#holdOf(key, target);
    if (known) {
      guest.inheritLoan(known);
      this.#drop(key, known);
    }
    this.#guests.set(key, guest);
    return guest;
  }

  #drop(key: string, guest: PolledGuest, why?: LoanEnd): void {
    if (this.#guests.get(key) === guest) this.#guests.delete(key);
    const closed = guest.close(why).finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  /** Whether the settings hold this guest by its address or its name; `undefined` when they do not name it. */
  #holdOf(key: string, { monitors }: Target): boolean | undefined {
    const { byAddress } = this.#context.settings;
    const [hold] = monitors.flatMap(({ address }) => byAddress.get(formatAddress(address))?.hold ?? []);
    return hold ?? this.#holds.get(key);
  }

  #given(target: Target): GivenNames | undefined {
    const picked = this.#picked.get(target);
    if (!target.isNamed) return picked;
    const given = picked ?? givenTo(target, this.#context.settings.byAddress);
    const [lastName] = target.monitors.flatMap(
      ({ address }) => this.#lastNames.get(formatAddress(address)) ?? [],
    );
    const names = { name: given?.name, lastName: lastName ?? given?.lastName };
    const { expected } = this.#context.settings;
    return withExpectedName(target, names, { has: (name) => expected.includes(name) });
  }

  readonly #newSession = (reason: string): Session => ({
    id: ++this.#sessions,
    beganAtSeconds: Date.now() / 1000,
    reason,
  });
}

/** A process is identified by its pid and its start; a guest without one by its addresses. */
function keyOf({ process, monitors }: Target): string {
  if (process) return `process ${process.pid} ${process.startTicks}`;
  return monitors.map(({ address }) => formatAddress(address)).join(' ');
}

function isAtAddress({ monitors }: Target, text: string): boolean {
  return monitors.some(({ address }) => formatAddress(address) === text);
}

/** Whether two targets have the same sockets: monitors may appear later than their process. */
function isReachedAlike(a: Target, b: Target): boolean {
  return a === b || socketsOf(a) === socketsOf(b);
}

function socketsOf({ monitors, agent, isNamed }: Target): string {
  const sockets = [...monitors, agent].map(
    (socket) => socket && [formatAddress(socket.address), socket.listening?.inode],
  );
  return JSON.stringify([sockets, isNamed]);
}
