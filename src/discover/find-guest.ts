import {
  type Address,
  formatAddress,
  looksLikeAddress,
  parseAddress,
} from '../protocol/transport/address.js';
import { QgaugeError } from '../support/errors.js';
import { didYouMean } from '../support/nearest-word.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { type ListTargetsOptions, listTargets, type NamedTarget } from './list-targets.js';
import type { Target } from './target.js';

/** No guest of this host has this name, UUID or pid, or several have. */
export class NoSuchGuestError extends QgaugeError {
  constructor(text: string, guests: readonly NamedTarget[]) {
    super('ERR_GUEST', explainUnknown(text, guests));
  }
}

/**
 * Finds a guest by its name, UUID or pid, or by the address of its monitor. Connects to none.
 *
 * @param options which guests have names; any address can be given besides
 * @throws {NoSuchGuestError}
 * @throws {AddressError} when the text is like an address, and not a valid one
 */
export function findGuest(text: string, options: ListTargetsOptions = {}): NamedTarget {
  return findIn(listTargets(options), text, options);
}

/** All guests of this host, or those that are named, each once. */
export function findGuests(
  texts: readonly string[],
  options: ListTargetsOptions = {},
): readonly NamedTarget[] {
  const guests = listTargets(options);
  if (texts.length === 0) return guests;
  const found = new Map<unknown, NamedTarget>();
  for (const text of texts) {
    const guest = findIn(guests, text, options);
    const key = guest.target.process?.pid ?? JSON.stringify(guest.target.monitors);
    if (!found.has(key)) found.set(key, guest);
  }
  return [...found.values()];
}

function findIn(guests: readonly NamedTarget[], text: string, options: ListTargetsOptions): NamedTarget {
  const found = pickGuest(text, guests) ?? findAt(text, options);
  if (found === undefined) throw new NoSuchGuestError(text, guests);
  return found;
}

/** The QEMU behind an address, bound to its process where /proc shows it. */
export function findTarget(
  address: Address,
  { procRoot }: Pick<ListTargetsOptions, 'procRoot'> = {},
): Target {
  const [found] = listTargets({ procRoot, guests: [{ address }] });
  if (found === undefined) throw new TypeError('an address always makes a target');
  return found.target;
}

/**
 * Finds the guest of a list with a name, UUID or pid, or with a monitor at an address, which is then its only one. A guest that is listed by a name from
 * the user is also found by its own, unless others have that name too. One that is picked by its name with a suffix, which it
 * has while others have the same name, keeps that name when the others are gone.
 */
export function pickGuest(text: string, guests: readonly NamedTarget[]): NamedTarget | undefined {
  const suffixed = guests.find(({ target }) => suffixedNames(target).includes(text));
  if (suffixed) return { ...suffixed, name: text, given: { ...suffixed.given, name: text } };
  const [own, another] = guests.filter(({ target: { process } }) => process?.commandLine.name === text);
  return (
    guests.find(({ name }) => name === text) ??
    (another === undefined ? own : undefined) ??
    guests.find(({ target: { process } }) => process?.commandLine.uuid === text.toLowerCase()) ??
    guests.find(({ target: { process } }) => String(process?.pid) === text) ??
    pickAt(text, guests)
  );
}

/** The names that a guest may have while others have the same one. */
function suffixedNames({ process }: Target): readonly string[] {
  const { name, uuid } = process?.commandLine ?? {};
  if (name === undefined) return [];
  return [`${name}-${process?.pid}`, ...(uuid === undefined ? [] : [`${name}-${uuid.slice(0, 8)}`])];
}

/** The guest with a monitor at an address, without its other monitors: the user has named this one. */
function pickAt(text: string, guests: readonly NamedTarget[]): NamedTarget | undefined {
  if (!looksLikeAddress(text)) return undefined;
  const wanted = formatAddress(parseAddress(text));
  for (const guest of guests) {
    const monitors = guest.target.monitors.filter(({ address }) => formatAddress(address) === wanted);
    if (monitors.length > 0) return { ...guest, target: { ...guest.target, isNamed: true, monitors } };
  }
  return undefined;
}

/** A name may hold a slash or a colon too, and then it has been found. */
function findAt(text: string, { procRoot }: ListTargetsOptions): NamedTarget | undefined {
  return looksLikeAddress(text)
    ? listTargets({ procRoot, guests: [{ address: parseAddress(text) }] })[0]
    : undefined;
}

const MAX_LISTED = 5;

function explainUnknown(text: string, guests: readonly NamedTarget[]): string {
  const wanted = `'${terminalSafe(text, 100)}'`;
  const names = guests.map(({ name }) => terminalSafe(name, 100));
  if (names.length === 0)
    return `no guests found on this host: instead of ${wanted}, name the address of its monitor, such as unix:/run/vm1/qmp.sock`;
  const same = guests.filter(({ target: { process } }) => process?.commandLine.name === text);
  if (same.length > 1) {
    const which = same.slice(0, MAX_LISTED).map(({ name }) => terminalSafe(name, 100));
    return `${same.length} guests are named ${wanted}: write ${which.join(' or ')}`;
  }
  const missing = `there is no guest ${wanted} on this host`;
  const nearest = didYouMean(text, names);
  return `${missing}${nearest || `: qgauge ls shows those that are, such as '${names[0]}'`}`;
}
