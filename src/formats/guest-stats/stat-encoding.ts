import { STAT_ENCODINGS, type StatEncoding } from '../../model/vocabulary.js';

/**
 * Parses the encoding of a request such as `guestlib.stat.get yaml host`. An empty one is text: VMware's command sends it for
 * `stat raw`.
 *
 * @returns `undefined` for an unknown encoding
 */
export function parseStatEncoding(word: string): StatEncoding | undefined {
  return word === '' ? 'text' : STAT_ENCODINGS.find((encoding) => encoding === word);
}
