import { listTargets, type NamedTarget } from '../../discover/list-targets.js';
import { parseAddress } from '../../protocol/transport/address.js';
import { QgaugeError } from '../../support/errors.js';
import { didYouMean } from '../../support/nearest-word.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/**
 * Finds a guest by its name, UUID or pid, or by the address of its monitor.
 *
 * @throws {QgaugeError} ERR_GUEST when there is none
 */
export function findGuest(text: string): NamedTarget {
  const guests = listTargets();
  const found =
    guests.find(({ name }) => name === text) ??
    guests.find(({ target: { process } }) => process?.commandLine.uuid === text.toLowerCase()) ??
    guests.find(({ target: { process } }) => String(process?.pid) === text);
  if (found) return found;
  if (isAddress(text)) {
    const [named] = listTargets({ sockets: [parseAddress(text)] });
    if (named) return named;
  }
  throw new QgaugeError('ERR_GUEST', explainUnknown(text, guests));
}

/** The named guests, or all of this host. */
export function findGuests(texts: readonly string[]): readonly NamedTarget[] {
  return texts.length === 0 ? listTargets() : texts.map(findGuest);
}

/** Names are tried before: one may hold a slash or a colon too. */
function isAddress(text: string): boolean {
  return text.includes('/') || /^(?:unix|tcp):/.test(text);
}

function explainUnknown(text: string, guests: readonly NamedTarget[]): string {
  const guest = terminalSafe(text, 100);
  const names = guests.map(({ name }) => terminalSafe(name, 100));
  if (names.length === 0)
    return `no guests found on this host: instead of '${guest}', name the address of its monitor, such as unix:/run/vm1/qmp.sock`;
  const nearest = didYouMean(text, names);
  return `no guest '${guest}' on this host${nearest || `: qgauge balloon ls lists the guests, such as '${names[0]}'`}`;
}
