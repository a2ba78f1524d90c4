import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { findGuests, pickGuest } from '../discover/find-guest.js';
import { listTargets, type NamedTarget } from '../discover/list-targets.js';
import type { NamedMonitor } from '../discover/named-monitor.js';
import { LastNames } from '../poll/names/last-names.js';
import { formatAddress, looksLikeAddress, parseAddress } from '../protocol/transport/address.js';
import { stateDirectory } from '../support/state-directory.js';

/** The guests that a command line names, or else the configuration. */
export interface GuestChoice {
  /** Guests at monitors, with the last name of each that has no name. */
  readonly guests: readonly NamedMonitor[];
  /** Whether the QEMUs of this host are among them. */
  readonly discover: boolean;
  /** Names, UUIDs, pids or addresses of which only these count; empty for all. */
  readonly select: readonly string[];
  /** Names of guests that are reported when they are not there. */
  readonly expected: readonly string[];
  /** Whether to hold single guests that are discovered, by name. */
  readonly holdByName: ReadonlyMap<string, boolean>;
  /** `undefined` when every monitor has a name. */
  readonly lastNames: LastNames | undefined;
}

/**
 * Chooses guests. `--socket` stands for all guests of the configuration; the arguments pick some of either, and an address
 * among them is a monitor of its own.
 *
 * @throws {AddressError}
 */
export function chooseGuests(
  select: readonly string[],
  sockets: readonly NamedMonitor[],
  config?: Pick<Config, 'guests' | 'discover' | 'expected' | 'holdByName'>,
): GuestChoice {
  const hasSockets = sockets.length > 0;
  const declared = hasSockets ? sockets : (config?.guests ?? []).map(toMonitor);
  const known = new Set(declared.map(({ address }) => formatAddress(address)));
  const added = select
    .filter(looksLikeAddress)
    .map((text): NamedMonitor => ({ address: parseAddress(text) }))
    .filter(({ address }) => !known.has(formatAddress(address)));
  const monitors = [...declared, ...added];
  const lastNames = monitors.some(({ name }) => name === undefined) ? openLastNames() : undefined;
  return {
    guests: lastNames?.addTo(monitors) ?? monitors,
    discover: !hasSockets && (config?.discover ?? declared.length === 0),
    select,
    expected: hasSockets ? [] : (config?.expected ?? []),
    holdByName: (hasSockets ? undefined : config?.holdByName) ?? new Map(),
    lastNames,
  };
}

/** Whether a choice is every QEMU of this host, which can be asked while others are still being found. */
export function isEveryGuest({ guests, discover, select }: GuestChoice): boolean {
  return guests.length === 0 && discover && select.length === 0;
}

/** The chosen guests as they are now. */
export interface FoundGuests {
  readonly targets: readonly NamedTarget[];
  /** The names that are expected: those of the configuration, or of the guests that the arguments pick. */
  readonly expected: readonly string[];
}

/**
 * Finds the chosen guests, without connecting to any.
 *
 * @throws {NoSuchGuestError} when an argument is none of them, nor the name of an expected one
 */
export function findChosen(
  { guests, discover, select, expected }: GuestChoice,
  procRoot: string | undefined,
): FoundGuests {
  const options = { guests, discover, procRoot };
  const listed = listTargets(options);
  if (select.length === 0) return { targets: listed, expected };
  const absent = select.filter((text) => expected.includes(text) && pickGuest(text, listed) === undefined);
  const texts = select.filter((text) => !absent.includes(text));
  const targets = texts.length === 0 ? [] : findGuests(texts, options);
  // A name that is not the guest's own alone may be another one tomorrow, or when QEMU answers.
  const names = targets.flatMap(({ name, target, given }) =>
    given?.name !== undefined || target.process?.commandLine.name === name ? [name] : [],
  );
  return { targets, expected: [...absent, ...names] };
}

function toMonitor({ name, address, hold }: Config['guests'][number]): NamedMonitor {
  return { name, address: parseAddress(address), hold };
}

function openLastNames(): LastNames {
  return new LastNames(join(stateDirectory(process.env, process.geteuid?.() === 0), 'names.json'));
}
