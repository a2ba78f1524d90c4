import { type NamedMonitor, namedMonitor } from '../discover/named-monitor.js';
import type { SocketTableCache } from '../discover/socket-table-cache.js';
import { LIMITS } from '../model/limits.js';
import { formatAddress } from '../protocol/transport/address.js';
import type { AccountBook } from './account/account-book.js';
import type { PollOptions } from './poll-options.js';
import type { TapLimits } from './sample/tap-limits.js';
import type { SelfMeter } from './self-meter.js';

/** What the guests of one poller share. */
export interface PollContext {
  /** Replaced by {@link Poller.update}. */
  settings: PollSettings;
  readonly tables: SocketTableCache;
  readonly meter: SelfMeter;
  readonly accounts: AccountBook;
  readonly tapLimits: Pick<TapLimits, 'read' | 'get'>;
}

/** {@link PollOptions} with all defaults filled in. */
export interface PollSettings {
  readonly intervalMs: number;
  readonly guests: readonly NamedMonitor[] | undefined;
  /** {@link guests} by address (as {@link formatAddress} writes it). */
  readonly byAddress: ReadonlyMap<string, NamedMonitor>;
  readonly select: readonly string[] | undefined;
  readonly discover: boolean;
  readonly expected: readonly string[];
  readonly hold: boolean;
  readonly holdByName: ReadonlyMap<string, boolean>;
  readonly pollingSeconds: number | undefined;
  readonly slowIntervalMs: number;
  readonly greetingMs: number;
  readonly commandMs: number;
  readonly slowCommandMs: number;
  readonly guestMs: number;
  readonly numa: boolean;
  readonly guestStats: boolean;
  readonly accountsFile: string | undefined;
  readonly agent: boolean;
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly cgroupRoot: string | undefined;
}

/** The shortest interval: a sweep takes about this long. */
const MIN_INTERVAL_MS = 10;

/**
 * Fills in the defaults.
 *
 * @throws {RangeError} when an interval is not a number of seconds above 0
 * @throws {AddressError} when the address of a guest is not valid
 */
export function settingsOf(options: PollOptions): PollSettings {
  const { interval = 10, slowInterval = 60, timeouts = {} } = options;
  const guests = options.guests?.map(namedMonitor);
  for (const [name, seconds] of Object.entries({ interval, slowInterval })) {
    if (!(Number.isFinite(seconds) && seconds > 0))
      throw new RangeError(`${name} is ${seconds}: it must be a number of seconds above 0`);
  }
  return {
    intervalMs: Math.max(MIN_INTERVAL_MS, interval * 1000),
    guests: guests !== undefined && guests.length > 0 ? guests : undefined,
    byAddress: new Map((guests ?? []).map((guest) => [formatAddress(guest.address), guest])),
    select: options.select !== undefined && options.select.length > 0 ? options.select : undefined,
    discover: options.discover ?? (guests === undefined || guests.length === 0),
    expected: options.expected ?? [],
    hold: options.hold ?? false,
    holdByName: options.holdByName ?? new Map(),
    pollingSeconds: options.pollingSeconds,
    slowIntervalMs: slowInterval * 1000,
    greetingMs: timeouts.greetingMs ?? LIMITS.greetingMs,
    commandMs: timeouts.commandMs ?? LIMITS.commandMs,
    slowCommandMs: timeouts.slowCommandMs ?? LIMITS.slowCommandMs,
    guestMs: timeouts.guestMs ?? LIMITS.guestMs,
    numa: options.numa ?? false,
    guestStats: options.guestStats ?? false,
    accountsFile: options.accountsFile,
    agent: options.agent ?? false,
    procRoot: options.procRoot ?? '/proc',
    sysRoot: options.sysRoot ?? '/sys',
    cgroupRoot: options.cgroupRoot,
  };
}
