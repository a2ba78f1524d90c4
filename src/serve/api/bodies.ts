import { encodeGuestList, type GuestList } from '../../formats/list/guest-list.js';
import { type EventLog, LOGGED_EVENTS } from '../../model/event-log.js';
import type { GuestEvent } from '../../model/guest-event.js';
import type { GuestStats } from '../../model/guest-stats.js';
import type { SelfSample } from '../../model/self-sample.js';
import type { GuestSnapshot, HostSnapshot, Snapshot } from '../../model/snapshot.js';
import { VERSION } from '../../support/version.js';
import { type Daemon, sweepOf } from '../daemon.js';
import { columnNames, type HistoryQuery, type Row } from '../history/history.js';
import type { HttpFigures } from '../http/http-server.js';
import { isStale, type Published } from '../published.js';
import type { EventsQuery } from './queries.js';

/** Which sweep an answer is of. */
export interface SweepInfo {
  /** Of qgauge: what has another one may have other members. */
  readonly version: string;
  /** Whether every QEMU of the host is measured, and not only the guests that a configuration names. */
  readonly discovers: boolean;
  readonly number: number;
  /** Seconds since the epoch. */
  readonly takenAtSeconds: number;
  readonly intervalSeconds: number;
  /** The sweep is too old for its figures to pass as present ones. */
  readonly isStale: boolean;
}

export interface GuestsBody extends GuestList {
  readonly sweep: SweepInfo;
}

export interface GuestBody {
  readonly sweep: SweepInfo;
  readonly guest: GuestSnapshot;
}

/** What a guest may know of itself. */
export interface GuestStatsBody {
  readonly sweep: SweepInfo;
  readonly guestStats: GuestStats;
}

export interface SnapshotBody {
  readonly sweep: SweepInfo;
  readonly snapshot: Snapshot;
}

export interface HostBody {
  readonly sweep: SweepInfo;
  readonly host: HostSnapshot;
}

export interface EventsBody {
  /** The numbers of the oldest event that is kept and of the last one; 0 without any. */
  readonly first: number;
  readonly last: number;
  readonly events: readonly GuestEvent[];
}

export interface HistoryBody {
  readonly guest: string;
  readonly resolution: HistoryQuery['resolution'];
  /** `takenAtSeconds`, then those that were asked for. */
  readonly columns: readonly string[];
  /** Oldest first; a figure is null where unknown. */
  readonly rows: readonly Row[];
}

export interface SelfBody {
  readonly version: string;
  readonly node: string;
  readonly pid: number;
  readonly startedAtSeconds: number;
  /** Null before the first sweep has ended. */
  readonly sweep: SweepInfo | null;
  readonly self: SelfSample | null;
  readonly history: { readonly bytes: number; readonly budgetBytes: number };
  readonly events: { readonly first: number; readonly last: number; readonly capacity: number };
  /** Null without a server. */
  readonly http: HttpFigures | null;
}

/** The body of every answer that is not a success. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

export function describeSweep(
  { intervalSeconds, discovers }: Pick<Daemon, 'intervalSeconds' | 'discovers'>,
  published: Published,
): SweepInfo {
  return {
    version: VERSION,
    discovers,
    number: sweepOf(published),
    takenAtSeconds: published.snapshot.takenAtSeconds,
    intervalSeconds,
    isStale: isStale(published, intervalSeconds),
  };
}

export function guestsBody(sweep: SweepInfo, snapshot: Snapshot): GuestsBody {
  return { sweep, ...encodeGuestList(snapshot) };
}

export function eventsBody(log: EventLog, { after, limit, guest }: EventsQuery): EventsBody {
  return { ...rangeOf(log), events: log.after(after, limit, guest) };
}

/** The numbers of the events that are kept; 0 without any. */
function rangeOf({ first, last }: EventLog): Pick<EventsBody, 'first' | 'last'> {
  return { first: last === 0 ? 0 : first, last };
}

export function historyBody(query: HistoryQuery, rows: readonly Row[]): HistoryBody {
  const { guest, resolution } = query;
  return { guest, resolution, columns: ['takenAtSeconds', ...columnNames(query)], rows };
}

export function selfBody(daemon: Daemon, http: HttpFigures | undefined): SelfBody {
  const { latest, startedAtSeconds, history, events } = daemon;
  return {
    version: VERSION,
    node: process.version,
    pid: process.pid,
    startedAtSeconds,
    sweep: latest ? describeSweep(daemon, latest) : null,
    self: latest?.snapshot.self ?? null,
    history: { bytes: history.bytes, budgetBytes: history.budgetBytes },
    events: { ...rangeOf(events), capacity: LOGGED_EVENTS },
    http: http ?? null,
  };
}
