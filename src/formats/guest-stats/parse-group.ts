import type { GuestStat, GuestStatGroup, GuestStatType } from '../../model/guest-stats.js';
import { asRecord, asString } from '../../support/decode.js';
import { parseJson } from '../../support/lossless-json.js';

const TYPES: readonly GuestStatType[] = ['static', 'instant', 'accumulate'];

/**
 * Parses a statistic from JSON, as {@link encodeGuestStats} writes it. A figure of another form is left out.
 *
 * @throws {SyntaxError} when the text is not JSON, or not an object
 */
export function parseGuestStatGroup(name: string, json: string): GuestStatGroup {
  const figures = asRecord(parseJson(json));
  if (figures === undefined) throw new SyntaxError(`the statistic ${name} is not a JSON object`);
  return { name, stats: Object.entries(figures).flatMap(([figure, value]) => parseStat(figure, value)) };
}

function parseStat(name: string, figure: unknown): readonly GuestStat[] {
  const { type, units, value } = asRecord(figure) ?? {};
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return [];
  // JSON.parse reads 1e999 as Infinity, which no integer can be made of.
  if (typeof value === 'number' && !Number.isFinite(value)) return [];
  return [{ name, value, type: TYPES.find((known) => known === type), units: asString(units) }];
}
