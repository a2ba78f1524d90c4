import type { NamedMonitor } from '../discover/named-targets.js';
import { DEFAULT_TIMEOUTS } from '../model/vocabulary.js';
import { formatAddress } from '../protocol/transport/address.js';
import type { PollOptions } from './poll-options.js';

/** {@link PollOptions} with every default in its place. */
export interface PollSettings {
  readonly intervalMs: number;
  readonly guests: readonly NamedMonitor[] | undefined;
  /** What the user calls the guest behind an address, by {@link formatAddress}. */
  readonly names: ReadonlyMap<string, string>;
  readonly discover: boolean;
  readonly expected: readonly string[];
  readonly hold: boolean;
  readonly pollingSeconds: number | undefined;
  readonly slowIntervalMs: number;
  readonly greetingMs: number;
  readonly commandMs: number;
  readonly slowCommandMs: number;
  readonly guestMs: number;
  readonly numa: boolean;
  readonly agent: boolean;
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly cgroupRoot: string | undefined;
}

/** The shortest interval: below it a sweep would hardly end before the next begins. */
const MIN_INTERVAL_MS = 10;

/** @throws {RangeError} when the interval is no length of time */
export function settle(options: PollOptions): PollSettings {
  const { interval = 10, slowInterval = 60, timeouts = {}, guests } = options;
  for (const [name, seconds] of Object.entries({ interval, slowInterval })) {
    if (!(Number.isFinite(seconds) && seconds > 0))
      throw new RangeError(`${name} is ${seconds}: it must be a number of seconds above 0`);
  }
  return {
    intervalMs: Math.max(MIN_INTERVAL_MS, interval * 1000),
    guests: guests !== undefined && guests.length > 0 ? guests : undefined,
    names: new Map(
      (guests ?? []).flatMap(({ address, name }) =>
        name === undefined ? [] : [[formatAddress(address), name]],
      ),
    ),
    discover: options.discover ?? (guests === undefined || guests.length === 0),
    expected: options.expected ?? [],
    hold: options.hold ?? false,
    pollingSeconds: options.pollingSeconds,
    slowIntervalMs: slowInterval * 1000,
    greetingMs: timeouts.greetingMs ?? DEFAULT_TIMEOUTS.greetingMs,
    commandMs: timeouts.commandMs ?? DEFAULT_TIMEOUTS.commandMs,
    slowCommandMs: timeouts.slowCommandMs ?? DEFAULT_TIMEOUTS.slowCommandMs,
    guestMs: timeouts.guestMs ?? DEFAULT_TIMEOUTS.guestMs,
    numa: options.numa ?? false,
    agent: options.agent ?? false,
    procRoot: options.procRoot ?? '/proc',
    sysRoot: options.sysRoot ?? '/sys',
    cgroupRoot: options.cgroupRoot,
  };
}
