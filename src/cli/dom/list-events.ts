import { DOMAIN_EVENT_NAMES, type DomainEventName } from '../../model/domain-event.js';
import { UsageError } from '../usage.js';
import type { VerbOutput } from './verb.js';

/** Which events are waited for, as the command line says it. */
export interface EventChoice {
  readonly event?: DomainEventName;
  readonly all?: boolean;
  readonly list?: boolean;
}

/**
 * The names of the events for `--list`, as `virsh event --list` prints them.
 *
 * @throws {UsageError} when the command line does not say which events
 */
export function listEvents({ event, all, list }: EventChoice): VerbOutput | undefined {
  if (list) return { json: DOMAIN_EVENT_NAMES, text: DOMAIN_EVENT_NAMES.map((name) => `${name}\n`).join('') };
  if (event !== undefined || all) return undefined;
  throw new UsageError('event requires --event NAME, or --all; --list prints the names');
}
