import type { FoundEvent } from './guest-event.js';
import type { GuestSnapshot, Snapshot } from './snapshot.js';

interface Seen {
  readonly last: GuestSnapshot;
  /** The last snapshot in which it answered: what changes while a guest is silent is found out when it answers again. */
  readonly answered: GuestSnapshot | undefined;
}

/** Finds what happened to the guests by comparing each snapshot with those before it. */
export class EventFinder {
  #seen: ReadonlyMap<string, Seen> | undefined;

  /** @returns the events in the order of the guests; none for the first snapshot, with which the daemon begins */
  find({ guests }: Snapshot): readonly FoundEvent[] {
    const before = this.#seen;
    const now = new Map<string, Seen>();
    const events: FoundEvent[] = [];
    for (const guest of guests) {
      if (guest.isNeverSeen) continue;
      const known = before?.get(guest.name);
      now.set(guest.name, { last: guest, answered: guest.qemu ? guest : known?.answered });
      if (before) events.push(...(known ? changesOf(known, guest) : appearanceOf(guest)));
    }
    for (const [name, { last }] of before ?? []) {
      if (!now.has(name)) events.push({ ...identityOf(last), kind: 'went' });
    }
    this.#seen = now;
    return events;
  }
}

function* appearanceOf(guest: GuestSnapshot): Generator<FoundEvent> {
  yield { ...identityOf(guest), kind: 'came' };
  yield* problemBegan(guest);
}

function* changesOf({ last, answered }: Seen, guest: GuestSnapshot): Generator<FoundEvent> {
  const identity = identityOf(guest);
  yield* eventsOfQemu(guest);
  const { session, problem, qemu } = guest;
  if (session && last.session && session.id !== last.session.id)
    yield { ...identity, kind: 'session', message: session.reason };
  if (problem?.kind !== last.problem?.kind) {
    if (last.problem) yield { ...identity, kind: 'problem-ended', from: last.problem.kind };
    yield* problemBegan(guest);
  }
  if (qemu === undefined || answered === undefined) return;
  const [from, to] = [answered.qemu?.runState, qemu.runState];
  if (from !== to) yield { ...identity, kind: 'state', from, to };
  const [before, now] = [answered.memory.verdict, guest.memory.verdict];
  if (before !== now)
    yield { ...identity, kind: 'verdict', from: before, to: now, message: guest.memory.explanation };
}

/** A guest that causes many must not push those of the others out of the log. */
function* eventsOfQemu(guest: GuestSnapshot): Generator<FoundEvent> {
  const { events = [], dropped = 0 } = guest.events ?? {};
  const identity = identityOf(guest);
  for (const { name, atSeconds, data } of events)
    yield { ...identity, kind: 'qemu', name, atSeconds, message: data };
  if (dropped > 0) yield { ...identity, kind: 'qemu', name: 'others', message: `${dropped} more events` };
}

function* problemBegan(guest: GuestSnapshot): Generator<FoundEvent> {
  const { problem } = guest;
  if (problem)
    yield { ...identityOf(guest), kind: 'problem-began', to: problem.kind, message: problem.message };
}

function identityOf({ name, uuid, pid }: GuestSnapshot): Pick<FoundEvent, 'guest' | 'uuid' | 'pid'> {
  return { guest: name, uuid, pid };
}
