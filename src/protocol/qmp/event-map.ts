import type { UnknownRecord } from '../../support/decode.js';
import type { QmpEvent } from './events.js';

/** For each event by name, the type of its data. */
export type EventMap<Events> = { readonly [Name in keyof Events]: object };

/** Every event, with any data. */
export interface UntypedEvents {
  readonly [name: string]: UnknownRecord;
}

export type EventName<Events> = keyof Events & string;

/** The event of a name, or the union of those of several. */
export type EventOf<Events, Name extends EventName<Events>> =
  Name extends EventName<Events> ? QmpEvent<Name, Events[Name]> : never;

/** The union of the map's events, discriminated by `event`. */
export type AnyEventOf<Events> = EventOf<Events, EventName<Events>>;
