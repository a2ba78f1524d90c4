import type { UnknownRecord } from '../../support/decode.js';
import type { QmpEvent } from './events.js';

/** For each event by name, the type of its data. */
export type EventMap<Events> = { readonly [Name in keyof Events]: object };

/** Every event, with any data. */
export interface UntypedEvents {
  readonly [name: string]: UnknownRecord;
}

/** The event of a name; of one that the map does not list, with any data. */
export type EventOf<Events, Name extends string> = Name extends keyof Events
  ? QmpEvent<Name, Events[Name]>
  : QmpEvent<Name>;

/** Any event of the map, told apart by `event`. */
export type AnyEventOf<Events> = {
  [Name in keyof Events & string]: QmpEvent<Name, Events[Name]>;
}[keyof Events & string];
