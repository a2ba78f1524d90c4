import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';

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
