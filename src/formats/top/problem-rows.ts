import type { GuestEvent } from '../../model/guest-event.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { eventText } from './event-text.js';
import { type Trouble, troublesOf } from './guest-troubles.js';
import { keyedGuests, uniqueKeys } from './row-keys.js';
import type { TopRow, TopSource } from './top-screen.js';

/** What is wrong now, or has happened. */
export interface ProblemRow extends TopRow {
  readonly severity: Trouble['severity'] | 'event';
  readonly kind: string;
  /** `undefined` for the host. */
  readonly name: string | undefined;
  /** When it happened or began, seconds since the epoch. */
  readonly atSeconds: number | undefined;
  /** When the snapshot was taken. */
  readonly nowSeconds: number;
  readonly what: string;
}

/** Events further back are for `GET /api/v1/events`. */
const MOST_EVENTS = 1000;

/** What is wrong now, the most severe first, and then what has happened, newest first. */
export function problemRowsOf(source: TopSource): readonly ProblemRow[] {
  return uniqueKeys([...presentRows(source), ...eventRows(source)]);
}

function presentRows(source: TopSource): readonly ProblemRow[] {
  const { snapshot, events } = source;
  const { takenAtSeconds, host, warnings } = snapshot;
  const beginnings = beginningsIn(events);
  const troubles = keyedGuests(snapshot).flatMap(({ key, guest }) =>
    troublesOf(guest, takenAtSeconds).map((trouble) => ({ ...trouble, key: `${key}/${trouble.id}`, guest })),
  );
  const ofHost = [
    ...(host.sample?.failures ?? []).map(({ part, why }) => notice('host', `${part}: ${why}`)),
    ...warnings.map((warning) => notice('warning', warning)),
  ];
  return [...troubles.toSorted((one, other) => one.weight - other.weight), ...ofHost].map((row) => {
    const { key, guest, severity, kind, what } = row;
    const atSeconds = (guest && beginnings.get(keyOfBeginning(guest.name, kind))) ?? row.sinceSeconds;
    return { key, guest, severity, kind, name: guest?.name, atSeconds, nowSeconds: takenAtSeconds, what };
  });
}

function notice(kind: string, what: string): Omit<Trouble, 'id'> & { key: string; guest: undefined } {
  return { key: `${kind}/${what}`, guest: undefined, weight: 0, severity: 'notice', kind, what };
}

function eventRows({ snapshot, events }: TopSource): readonly ProblemRow[] {
  const guests = new Map<string, GuestSnapshot>(snapshot.guests.map((guest) => [guest.name, guest]));
  return events.slice(0, MOST_EVENTS).map((event) => ({
    ...{ key: `event/${event.number}`, guest: guests.get(event.guest), severity: 'event' },
    ...{ kind: event.kind, name: event.guest, atSeconds: event.atSeconds },
    nowSeconds: snapshot.takenAtSeconds,
    what: eventText(event),
  }));
}

/** When the present problem, verdict or state of each guest began, as far as the events go back. */
function beginningsIn(events: readonly GuestEvent[]): ReadonlyMap<string, number> {
  const beginnings = new Map<string, number>();
  const seen = new Set<string>();
  for (const { kind, guest, to, atSeconds } of events) {
    const ofGuest = JSON.stringify([guest, kind]);
    if (to === undefined || seen.has(ofGuest)) continue;
    seen.add(ofGuest);
    beginnings.set(keyOfBeginning(guest, to), atSeconds);
  }
  return beginnings;
}

function keyOfBeginning(guest: string, to: string): string {
  return JSON.stringify([guest, to]);
}
