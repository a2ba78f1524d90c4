import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';
import { QgaugeError } from '../support/errors.js';
import { didYouMean } from '../support/nearest-word.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** A daemon knows no guest of this name, UUID or pid, or several of this name. */
export class UnknownGuestError extends QgaugeError {
  /** @param path the daemon, as {@link DaemonClient.path} has it */
  constructor(path: string, text: string, guests: readonly GuestSnapshot[]) {
    super('ERR_GUEST', `${path}: ${explainUnknown(text, guests)}`);
  }
}

export interface PickedSnapshot {
  /** The named guests only, each once, in the order of the names. */
  readonly snapshot: Snapshot;
  /** The names that are no guest's, or several guests'. */
  readonly missing: readonly string[];
}

/** @param texts names, UUIDs or pids; empty for all guests */
export function pickSnapshots(snapshot: Snapshot, texts: readonly string[]): PickedSnapshot {
  if (texts.length === 0) return { snapshot, missing: [] };
  const found = texts.map((text) => ({ text, guest: pickOne(text, snapshot.guests) }));
  const guests = new Set(found.flatMap(({ guest }) => guest ?? []));
  return {
    snapshot: { ...snapshot, guests: [...guests] },
    missing: found.flatMap(({ text, guest }) => (guest === undefined ? [text] : [])),
  };
}

function pickOne(text: string, guests: readonly GuestSnapshot[]): GuestSnapshot | undefined {
  const [own, another] = guests.filter(({ qemu }) => qemu?.name === text);
  return (
    guests.find(({ name }) => name === text) ??
    (another === undefined ? own : undefined) ??
    guests.find(({ uuid }) => uuid === text.toLowerCase()) ??
    guests.find(({ pid }) => String(pid) === text)
  );
}

const MAX_NAME = 100;
const MAX_LISTED = 5;

function explainUnknown(text: string, guests: readonly GuestSnapshot[]): string {
  const wanted = `'${terminalSafe(text, MAX_NAME)}'`;
  const namesOf = (some: readonly GuestSnapshot[]) => some.map(({ name }) => terminalSafe(name, MAX_NAME));
  const same = guests.filter(({ qemu }) => qemu?.name === text);
  if (same.length > 1)
    return `${same.length} guests are named ${wanted}: write ${namesOf(same.slice(0, MAX_LISTED)).join(' or ')}`;
  const [first] = namesOf(guests.slice(0, 1));
  if (first === undefined) return `the daemon measures no guest, and none that is called ${wanted}`;
  const nearest = didYouMean(text, namesOf(guests));
  return `the daemon knows no guest ${wanted}${nearest || `, but others such as '${first}'`}`;
}
