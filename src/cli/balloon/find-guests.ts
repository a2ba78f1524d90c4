import { listTargets, type NamedTarget } from '../../discover/list-targets.js';
import { parseAddress } from '../../protocol/transport/address.js';
import { QgaugeError } from '../../support/errors.js';
import { didYouMean } from '../../support/nearest-word.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** As a user names a guest: by its name, UUID or pid, or by the address of its monitor. */
export function findGuest(text: string): NamedTarget {
  const guests = listTargets();
  const found =
    guests.find(({ name }) => name === text) ??
    guests.find(({ target: { process } }) => process?.commandLine.uuid === text.toLowerCase()) ??
    guests.find(({ target: { process } }) => String(process?.pid) === text);
  if (found) return found;
  if (isAddress(text)) {
    const [there] = listTargets({ sockets: [parseAddress(text)] });
    if (there) return there;
  }
  throw new QgaugeError('ERR_GUEST', explainUnknown(text, guests));
}

/** All guests of this host, or those that are named. */
export function findGuests(texts: readonly string[]): readonly NamedTarget[] {
  return texts.length === 0 ? listTargets() : texts.map(findGuest);
}

/** A name may hold a slash or a colon too, and then it has been found. */
function isAddress(text: string): boolean {
  return text.includes('/') || /^(?:unix|tcp):/.test(text);
}

function explainUnknown(text: string, guests: readonly NamedTarget[]): string {
  const who = `there is no guest '${terminalSafe(text, 100)}' on this host`;
  const names = guests.map(({ name }) => terminalSafe(name, 100));
  if (names.length === 0)
    return `${who}, and no other: name the address of its monitor instead, such as unix:/run/vm1/qmp.sock`;
  const nearest = didYouMean(text, names);
  return `${who}${nearest || `: qgauge balloon ls shows those that are, such as '${names[0]}'`}`;
}
