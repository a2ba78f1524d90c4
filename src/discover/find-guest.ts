import { type Address, parseAddress } from '../protocol/transport/address.js';
import { QgaugeError } from '../support/errors.js';
import { didYouMean } from '../support/nearest-word.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { type ListTargetsOptions, listTargets, type NamedTarget } from './list-targets.js';
import type { Target } from './target.js';

type FindOptions = Pick<ListTargetsOptions, 'procRoot'>;

/** No guest of this host has this name, UUID or pid. */
export class NoSuchGuestError extends QgaugeError {
  constructor(text: string, guests: readonly NamedTarget[]) {
    super('ERR_GUEST', explainUnknown(text, guests));
  }
}

/**
 * Finds a guest by its name, UUID or pid, or by the address of its monitor. Connects to none.
 *
 * @throws {NoSuchGuestError}
 */
export function findGuest(text: string, options: FindOptions = {}): NamedTarget {
  const guests = listTargets(options);
  const found =
    guests.find(({ name }) => name === text) ??
    guests.find(({ target: { process } }) => process?.commandLine.uuid === text.toLowerCase()) ??
    guests.find(({ target: { process } }) => String(process?.pid) === text);
  if (found) return found;
  if (isAddress(text)) {
    const [there] = listTargets({ ...options, sockets: [parseAddress(text)] });
    if (there) return there;
  }
  throw new NoSuchGuestError(text, guests);
}

/** All guests of this host, or those that are named. */
export function findGuests(texts: readonly string[], options: FindOptions = {}): readonly NamedTarget[] {
  return texts.length === 0 ? listTargets(options) : texts.map((text) => findGuest(text, options));
}

/** The QEMU behind an address, bound to its process where /proc shows it. */
export function findTarget(address: Address, options: FindOptions = {}): Target {
  const [found] = listTargets({ ...options, sockets: [address] });
  if (found === undefined) throw new TypeError('an address always makes a target');
  return found.target;
}

/** A name may hold a slash or a colon too, and then it has been found. */
function isAddress(text: string): boolean {
  return text.includes('/') || /^(?:unix|tcp):/.test(text);
}

function explainUnknown(text: string, guests: readonly NamedTarget[]): string {
  const wanted = `'${terminalSafe(text, 100)}'`;
  const names = guests.map(({ name }) => terminalSafe(name, 100));
  if (names.length === 0)
    return `no guests found on this host: instead of ${wanted}, name the address of its monitor, such as unix:/run/vm1/qmp.sock`;
  const missing = `there is no guest ${wanted} on this host`;
  const nearest = didYouMean(text, names);
  return `${missing}${nearest || `: qgauge balloon ls shows those that are, such as '${names[0]}'`}`;
}
