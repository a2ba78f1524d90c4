import Builder from 'fast-xml-builder';
import type { GuestStat, GuestStatGroup } from '../../model/guest-stats.js';
import type { StatEncoder } from './stat-encoder.js';

/** A fragment, without a declaration. It alone has the session beside the figures. */
export const xmlEncoder: StatEncoder = { figures, list };

function figures({ stats }: GuestStatGroup, session: bigint): string {
  return build({ metrics: { '@session': session.toString(), metric: stats.map(element) } });
}

function list(names: readonly string[], session: bigint): string {
  return build({ stats: { '@session': session.toString(), stat: names.map((name) => ({ '@name': name })) } });
}

function element({ name, type, units, value }: GuestStat): object {
  return {
    '@name': name,
    ...(type === undefined ? {} : { '@type': type }),
    ...(units === undefined ? {} : { '@units': units }),
    '#text': String(value),
  };
}

function build(document: object): string {
  return new Builder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    // Otherwise an attribute "true" would lose its value.
    suppressBooleanAttributes: false,
    format: true,
  }).build(document);
}
