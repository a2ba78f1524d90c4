import { parseStatEncoding } from '../../formats/guest-stats/stat-encoding.js';
import { STAT_ENCODINGS, type StatEncoding } from '../../model/vocabulary.js';
import { UsageError } from '../usage.js';

/** What to print: everything, or one statistic as a guest gets it. */
export type StatsRequest = 'everything' | { readonly encoding: StatEncoding; readonly name: string };

/**
 * Parses `raw [encoding [statistic]]`, of which a statistic may have two words.
 *
 * @throws {UsageError}
 */
export function parseStatsRequest(words: readonly string[]): StatsRequest {
  const [verb, encodingWord = '', ...name] = words;
  if (verb === undefined) return 'everything';
  if (verb !== 'raw') throw new UsageError(`'${verb}' is not a valid request: expected raw, or nothing`);
  const encoding = parseStatEncoding(encodingWord);
  if (encoding !== undefined) return { encoding, name: name.join(' ').trim() };
  throw new UsageError(`'${encodingWord}' is not a valid encoding: expected ${STAT_ENCODINGS.join(', ')}`);
}
