import { NicCache } from '../discover/nic-cache.js';
import { SocketTableCache } from '../discover/socket-table-cache.js';
import type { SocketTables } from '../discover/socket-tables.js';
import type { GuestSnapshot, HostSnapshot, Snapshot } from '../model/snapshot.js';
import { startDeadline } from '../support/deadline.js';
import { messageOf } from '../support/errors.js';
import { aborted, askAll } from './ask-all.js';
import type { Tick } from './cadence.js';
import { absentGuest, GuestHistory } from './guest-history.js';
import { GuestRegistry } from './guest-registry.js';
import type { PollContext, PollSettings } from './poll-settings.js';
import type { PolledGuest } from './polled-guest.js';
import { HostReader } from './sample/host-reader.js';
import { HostTracker } from './sample/host-tracker.js';
import { SelfMeter } from './self-meter.js';
import { SlowLane } from './slow-lane.js';
import { StableNames } from './stable-names.js';
import { unforeseen } from './take-snapshot.js';

/** A sweep leaves this share of its interval to whoever takes the snapshot. */
const MAX_SHARE_OF_INTERVAL = 0.8;

/** Everything that is kept from one sweep to the next. */
export class Sweeper {
  readonly #context: PollContext;
  readonly #book: GuestRegistry;
  readonly #slowLane = new SlowLane();
  readonly #host: HostTracker;
  readonly #nics: NicCache;
  readonly #reports = new WeakMap<PolledGuest, GuestHistory>();
  readonly #names = new StableNames();
  readonly #troubles = new Set<string>();
  #isFirst = true;

  constructor(settings: PollSettings) {
    const { procRoot, sysRoot } = settings;
    this.#context = { settings, tables: new SocketTableCache(procRoot), meter: new SelfMeter() };
    this.#host = new HostTracker(settings);
    this.#book = new GuestRegistry(this.#context, this.#host);
    this.#nics = new NicCache(procRoot, sysRoot);
  }

  get settings(): PollSettings {
    return this.#context.settings;
  }

  /** Takes other settings; where /proc and /sys are stays as it was. */
  update(settings: PollSettings): void {
    const { procRoot, sysRoot, cgroupRoot } = this.settings;
    this.#context.settings = { ...settings, procRoot, sysRoot, cgroupRoot };
  }

  /** Samples every guest once. */
  async sweep({ lateSeconds, missed }: Tick, signal: AbortSignal | undefined): Promise<Snapshot> {
    const { settings, tables, meter } = this.#context;
    const beganMs = performance.now();
    this.#slowLane.pause();
    const timeMs = Math.min(settings.guestMs, MAX_SHARE_OF_INTERVAL * settings.intervalMs);
    using deadline = startDeadline(timeMs, signal);
    const listed = this.#attempt('finding guests', () => this.#update()) ?? this.#book.guests;
    const discoverSeconds = secondsSince(beganMs);
    const host = this.#host.read();
    const reader = new HostReader(settings.procRoot, settings.sysRoot, this.#nics, host.sample);
    let hostMs = performance.now() - beganMs - discoverSeconds * 1000;
    const look = (guest: PolledGuest) => {
      const lookedMs = performance.now();
      const present = this.#look(guest);
      hostMs += performance.now() - lookedMs;
      return present;
    };
    const readProcess = (guest: PolledGuest) => {
      const readMs = performance.now();
      this.#attempt('reading processes', () => guest.readProcess(reader));
      hostMs += performance.now() - readMs;
    };
    const guests = await askAll(listed, look, readProcess, deadline.signal);
    if (this.#isFirst) {
      // Whoever takes one snapshot alone wants the sizes of the disks too; later ones do not wait for them.
      await Promise.race([this.#slowLane.run(guests), aborted(deadline.signal)]);
    }
    const verified = this.#attempt('reading sockets', () => tables.refresh());
    const reports = guests.map((guest) => [guest, this.#report(guest, reader, verified)] as const);
    if (!signal?.aborted && !this.#isFirst) this.#slowLane.run(guests).catch(() => undefined);
    this.#isFirst = false;
    const { named, warnings } = this.#name(reports);
    return {
      takenAtSeconds: Date.now() / 1000,
      host,
      guests: named,
      warnings: [...this.#takeTroubles(), ...troublesOf(host, guests), ...warnings],
      self: meter.endSweep({
        sweepSeconds: secondsSince(beganMs),
        discoverSeconds,
        hostSeconds: hostMs / 1000,
        lateSeconds,
        missed,
        guests: named.length,
        costs: named.flatMap(({ cost }) => cost ?? []),
        oldestSeconds: oldest(named),
      }),
    };
  }

  /** Leaves nothing open. */
  async close(): Promise<void> {
    this.#slowLane.pause();
    await this.#book.close();
    this.#host.close();
  }

  #update(): readonly PolledGuest[] {
    this.#context.tables.refresh();
    return this.#book.update();
  }

  #look(guest: PolledGuest): PolledGuest | undefined {
    // Who could not be looked at is still there, as far as anybody knows.
    const isThere = this.#attempt('looking at processes', () => guest.beginSweep()) ?? true;
    return isThere ? guest : this.#attempt('looking at processes', () => this.#replace(guest));
  }

  /** What a host in need cannot give (descriptors, memory) costs its part of one sweep, and is told; never the poller. */
  #attempt<Result>(what: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.#troubles.add(`${what} failed: ${messageOf(error)}`);
      return undefined;
    }
  }

  #takeTroubles(): readonly string[] {
    const troubles = [...this.#troubles];
    this.#troubles.clear();
    return troubles;
  }

  /** Another QEMU may have come by the pid of one that has ended since the last sweep. */
  #replace(guest: PolledGuest): PolledGuest | undefined {
    const successor = this.#book.replace(guest);
    if (successor?.beginSweep()) return successor;
    // Who was named is in every snapshot; what has come to its address is found in the next sweep.
    return guest.target.isNamed ? guest : undefined;
  }

  #report(guest: PolledGuest, reader: HostReader, tables: SocketTables | undefined): GuestSnapshot {
    const known = this.#reports.get(guest);
    const report = known ?? new GuestHistory(guest);
    if (!known) this.#reports.set(guest, report);
    try {
      if (tables) guest.verify(tables);
      return report.take(reader);
    } catch (error) {
      // What we did not foresee costs this guest its figures, and the others nothing.
      return unforeseen(guest.target, error);
    }
  }

  /** Gives every guest a name of its own, and adds those that should be there and are not. */
  #name(reports: readonly (readonly [PolledGuest, GuestSnapshot])[]): {
    readonly named: readonly GuestSnapshot[];
    readonly warnings: readonly string[];
  } {
    const expected = new Set(this.settings.expected);
    // One that is there and does not answer has a problem of its own.
    const present = reports.filter(
      ([, { name, linux: process, problem }]) =>
        process !== undefined || problem?.kind !== 'gone' || !expected.has(name),
    );
    const { names, warnings } = this.#names.assign(present);
    const named = present.map(([, guest], at) => {
      const name = names[at] ?? guest.name;
      return name === guest.name ? guest : { ...guest, name };
    });
    const found = new Set(present.map(([, { name }]) => name));
    const missing = [...expected].filter((name) => !found.has(name));
    const why = new Map(reports.map(([, { name, problem }]) => [name, problem]));
    return { named: [...named, ...missing.map((name) => absentGuest(name, why.get(name)))], warnings };
  }
}

/** What Linux has, and could not be read all the same. */
function troublesOf({ sample }: HostSnapshot, guests: readonly PolledGuest[]): readonly string[] {
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
