import { QgaugeError } from '../../support/errors.js';
import { type HistoryQuery, RESOLUTIONS, type Resolution } from '../history/history.js';
import { SERIES_NAMES, type SeriesName } from '../history/series.js';

/** A parameter of a request is not valid. */
export class QueryError extends QgaugeError {
  constructor(message: string) {
    super('ERR_QUERY', message);
  }
}

type Parameters = Readonly<Record<string, string | undefined>>;

const MOST_EVENTS = 10_000;
const DEFAULT_EVENTS = 1000;

export interface EventsQuery {
  /** Only events after this number. */
  readonly after: number;
  readonly limit: number;
  readonly guest: string | undefined;
}

/** @throws {QueryError} */
export function decodeEventsQuery(parameters: Parameters): EventsQuery {
  checkNames(parameters, ['after', 'limit', 'guest']);
  return {
    after: decodeInteger('after', parameters.after, 0),
    limit: Math.min(MOST_EVENTS, decodeInteger('limit', parameters.limit, DEFAULT_EVENTS)),
    guest: parameters.guest,
  };
}

/** @throws {QueryError} */
export function decodeHistoryQuery(parameters: Parameters): HistoryQuery {
  checkNames(parameters, ['guest', 'series', 'resolution', 'after']);
  const { guest, resolution = 'sweep', series = SERIES_NAMES.join() } = parameters;
  if (guest === undefined) throw new QueryError('guest is missing: name one of /api/v1/guests');
  return {
    guest,
    resolution: oneOf<Resolution>('resolution', resolution, RESOLUTIONS),
    series: decodeSeries(series),
    afterSeconds: decodeNumber('after', parameters.after, 0),
  };
}

/** The number of the sweep that the answer must be later than; `undefined`: the last one will do. @throws {QueryError} */
export function decodeAfterSweep(parameters: Parameters): number | undefined {
  checkNames(parameters, ['after']);
  return parameters.after === undefined ? undefined : decodeInteger('after', parameters.after, 0);
}

/** @throws {QueryError} when there is any parameter */
export function checkNoQuery(parameters: Parameters): void {
  checkNames(parameters, []);
}

function checkNames(parameters: Parameters, known: readonly string[]): void {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const expected = known.length === 0 ? 'none' : known.join(', ');
  throw new QueryError(`'${unknown}' is not a parameter of this path: expected ${expected}`);
}

/** Each once: a line of requests could ask for one a thousand times, and each takes our only thread. */
function decodeSeries(text: string): readonly SeriesName[] {
  const names = text.split(',').map((name) => oneOf<SeriesName>('series', name, SERIES_NAMES));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new QueryError(`series: '${twice}' is listed twice`);
  return names;
}

function decodeInteger(name: string, text: string | undefined, otherwise: number): number {
  const number = decodeNumber(name, text, otherwise);
  if (!Number.isInteger(number)) throw new QueryError(`${name}: '${text}' is not an integer`);
  return number;
}

function decodeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new QueryError(`${name}: '${text}' is not a number from 0`);
  return number;
}

function oneOf<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new QueryError(`${name}: '${text}' is not one of ${words.join(', ')}`);
  return word;
}
