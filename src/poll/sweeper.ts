import { setImmediate } from 'node:timers/promises';
import { NicCache } from '../discover/nic-cache.js';
import { SocketTableCache } from '../discover/socket-table-cache.js';
import type { SocketTables } from '../discover/socket-tables.js';
import type { Borrower } from '../model/lending.js';
import { setMigrationEndsAside } from '../model/migration-ends.js';
import type { GuestSnapshot, HostSnapshot, Snapshot } from '../model/snapshot.js';
import { startDeadline } from '../support/deadline.js';
import { messageOf } from '../support/errors.js';
import { LOOP_CLOCK } from '../support/loop-clock.js';
import { AccountBook, readBootId } from './account/account-book.js';
import { aborted, askAll, BATCH } from './ask-all.js';
import type { Tick } from './cadence.js';
import { GuestHistory } from './guest-history.js';
import { GuestRegistry } from './guest-registry.js';
import { type LendOptions, lendGuest } from './lend/lend-guest.js';
import type { Lease } from './lend/loan.js';
import { StableNames } from './names/stable-names.js';
import { warnOfHold } from './names/warn-of-hold.js';
import type { PollContext, PollSettings } from './poll-settings.js';
import type { PolledGuest } from './polled-guest.js';
import { absentGuests, isPresent } from './sample/expected-guests.js';
import { HostReader } from './sample/host-reader.js';
import { HostTracker } from './sample/host-tracker.js';
import { TapLimits } from './sample/tap-limits.js';
import { failedGuest } from './sample/unanswered-guest.js';
import { SelfMeter } from './self-meter.js';
import { SlowLane } from './slow-lane.js';

/** The rest of the interval is left to the consumer of the snapshot. */
const MAX_SHARE_OF_INTERVAL = 0.8;

/** Takes the snapshots of a poller, and holds everything that is kept between sweeps. */
export class Sweeper {
  readonly #context: PollContext;
  readonly #registry: GuestRegistry;
  readonly #slowLane = new SlowLane();
  readonly #host: HostTracker;
  readonly #nics: NicCache;
  readonly #histories = new WeakMap<PolledGuest, GuestHistory>();
  readonly #names = new StableNames();
  readonly #failures = new Set<string>();
  /** The guests of the last sweep, by their names in its snapshot. */
  #byName: ReadonlyMap<string, PolledGuest> = new Map();
  #isFirst = true;

  constructor(settings: PollSettings) {
    const { procRoot, sysRoot } = settings;
    this.#nics = new NicCache(procRoot, sysRoot);
    this.#context = {
      settings,
      tables: new SocketTableCache(procRoot),
      meter: new SelfMeter(),
      accounts: new AccountBook(settings.accountsFile, readBootId(procRoot)),
      tapLimits: new TapLimits(procRoot, this.#nics),
    };
    this.#host = new HostTracker(settings);
    this.#registry = new GuestRegistry(this.#context, this.#host);
  }

  /** The settings in force. */
  get settings(): PollSettings {
    return this.#context.settings;
  }

  /** Replaces the settings, except where /proc, /sys and the control groups are mounted. */
  update(settings: PollSettings): void {
    const { procRoot, sysRoot, cgroupRoot } = this.settings;
    this.#context.settings = { ...settings, procRoot, sysRoot, cgroupRoot };
  }

  /** Samples every guest once. Never rejects for a guest's sake. */
  async sweep({ lateSeconds, missed }: Tick, signal: AbortSignal | undefined): Promise<Snapshot> {
    const { settings, tables, meter } = this.#context;
    const beganMs = performance.now();
    const waited = LOOP_CLOCK.startWait();
    this.#slowLane.pause();
    const timeMs = Math.min(settings.guestMs, MAX_SHARE_OF_INTERVAL * settings.intervalMs);
    using deadline = startDeadline(timeMs, signal);
    const listed = this.#attempt('finding guests', () => this.#update()) ?? this.#registry.guests;
    const discoverSeconds = secondsSince(beganMs);
    const host = this.#host.read();
    const reader = new HostReader(
      settings.procRoot,
      settings.sysRoot,
      this.#nics,
      host.sample,
      this.#context.tapLimits,
    );
    let hostMs = performance.now() - beganMs - discoverSeconds * 1000;
    const begin = (guest: PolledGuest) => {
      const probedMs = performance.now();
      const present = this.#begin(guest);
      hostMs += performance.now() - probedMs;
      return present;
    };
    const readProcess = (guest: PolledGuest) => {
      const readMs = performance.now();
      this.#attempt('reading processes', () => guest.readProcess(reader));
      hostMs += performance.now() - readMs;
    };
    const guests = await askAll(listed, begin, readProcess, deadline.signal);
    if (this.#isFirst) {
      // The first snapshot waits for disk sizes: it may be the only one.
      await Promise.race([this.#slowLane.run(guests), aborted(deadline.signal)]);
    }
    const verified = this.#attempt('reading sockets', () => tables.refresh());
    const taken: (readonly [PolledGuest, GuestSnapshot])[] = [];
    for (const [at, guest] of guests.entries()) {
      if (at % BATCH === BATCH - 1) await setImmediate();
      taken.push([guest, this.#take(guest, reader, verified)]);
    }
    if (!signal?.aborted && !this.#isFirst) this.#slowLane.run(guests).catch(() => undefined);
    this.#isFirst = false;
    this.#context.accounts.save();
    const apart = setMigrationEndsAside(
      taken.map(([{ target }, guest]) => [guest, target.process?.commandLine.isIncoming ?? false]),
    );
    const { named, warnings } = this.#name(taken.map(([guest], at) => [guest, apart[at] as GuestSnapshot]));
    return {
      takenAtSeconds: Date.now() / 1000,
      host,
      guests: named,
      warnings: [...this.#takeFailures(), ...describeFailures(host, guests), ...warnings],
      self: meter.endSweep({
        sweepSeconds: secondsSince(beganMs),
        discoverSeconds,
        hostSeconds: hostMs / 1000,
        lateSeconds,
        loopLateSeconds: waited().lateMs / 1000,
        missed,
        guests: named.length,
        costs: named.flatMap(({ cost }) => cost ?? []),
        oldestSeconds: oldest(named),
      }),
    };
  }

  /** See {@link Poller.lend}. */
  async lend(text: string, borrower: Borrower, options?: LendOptions): Promise<Lease> {
    const named = this.#byName.get(text);
    const guest = named && this.#registry.guests.includes(named) ? named : this.#registry.find(text);
    const [name] = Array.from(this.#byName).find(([, other]) => other === guest) ?? [text];
    return lendGuest(guest, name, borrower, options);
  }

  /** Closes every connection and file. */
  async close(): Promise<void> {
    this.#slowLane.pause();
    this.#context.accounts.save(true);
    await this.#registry.close();
    this.#host.close();
  }

  #update(): readonly PolledGuest[] {
    this.#context.tables.refresh();
    return this.#registry.update();
  }

  #begin(guest: PolledGuest): PolledGuest | undefined {
    // A process that could not be probed is taken to exist.
    const exists = this.#attempt('probing processes', () => guest.beginSweep()) ?? true;
    return exists ? guest : this.#attempt('probing processes', () => this.#replace(guest));
  }

  /** A lack of descriptors or memory costs a part of one sweep, with a warning; it never ends the poller. */
  #attempt<Result>(what: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.#failures.add(`${what} failed: ${messageOf(error)}`);
      return undefined;
    }
  }

  #takeFailures(): readonly string[] {
    const failures = [...this.#failures];
    this.#failures.clear();
    return failures;
  }

  /** Another QEMU may have got the pid of one that has ended since the last sweep. */
  #replace(guest: PolledGuest): PolledGuest | undefined {
    const successor = this.#registry.replace(guest);
    if (successor?.beginSweep()) return successor;
    // A named guest is in every snapshot; its successor at that address is found in the next sweep.
    return guest.target.isNamed ? guest : undefined;
  }

  #take(guest: PolledGuest, reader: HostReader, tables: SocketTables | undefined): GuestSnapshot {
    const known = this.#histories.get(guest);
    const history = known ?? new GuestHistory(guest);
    if (!known) this.#histories.set(guest, history);
    try {
      if (tables) guest.verify(tables);
      const taken = history.take(reader);
      if (taken.qemu || taken.linux) this.#registry.remember(guest, taken.name);
      return taken;
    } catch (error) {
      return failedGuest(guest.target, error);
    }
  }

  /** Gives every guest a unique name, and adds the expected guests that were not found. */
  #name(taken: readonly (readonly [PolledGuest, GuestSnapshot])[]): {
    readonly named: readonly GuestSnapshot[];
    readonly warnings: readonly string[];
  } {
    const expected = new Set(this.settings.expected);
    const present = taken.filter(([, guest]) => isPresent(guest, expected));
    const { names, warnings } = this.#names.assign(present);
    const named = present.map(([, guest], at) => {
      const name = names[at] ?? guest.name;
      return name === guest.name ? guest : { ...guest, name };
    });
    this.#byName = new Map(present.map(([guest], at) => [named[at]?.name ?? '', guest]));
    const found = taken.map(([, guest]) => guest);
    return {
      named: [...named, ...absentGuests(expected, found)],
      warnings: [...warnings, ...warnOfHold(this.#byName)],
    };
  }
}

/** What exists in /proc and /sys and could not be read. */
function describeFailures({ sample }: HostSnapshot, guests: readonly PolledGuest[]): readonly string[] {
  const ofHost = (sample?.failures ?? []).map(({ part, why }) => `host: ${part}: ${why}`);
  const ofGuests = guests.flatMap(({ target, hostFailures }) =>
    hostFailures.map(({ part, why }) => `pid ${target.process?.pid}: ${part}: ${why}`),
  );
  return [...ofHost, ...ofGuests];
}

function oldest(guests: readonly GuestSnapshot[]): number | undefined {
  const ages = guests.flatMap(({ lastGood }) => lastGood?.ageSeconds ?? []);
  return ages.length === 0 ? undefined : Math.max(...ages);
}

function secondsSince(beganMs: number): number {
  return (performance.now() - beganMs) / 1000;
}
