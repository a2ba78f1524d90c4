import { STAT_ENCODINGS, type StatEncoding } from '../../model/vocabulary.js';

/** What a guest asks for. */
export interface StatRequest {
  readonly encoding: StatEncoding;
  /** Empty for the list of statistics. */
  readonly name: string;
}

const COMMAND = 'guestlib.stat.get';

/**
 * Parses a request for statistics, such as `guestlib.stat.get yaml vscsi scsi0:0`.
 *
 * An empty encoding is text, and an empty name is the list: VMware's command sends three blanks behind the words for neither, and
 * a trailing blank for a name without a parameter.
 *
 * @returns `undefined` for another command or an unknown encoding
 */
export function parseStatRequest(request: string): StatRequest | undefined {
  const [command, word = '', ...words] = request.split(' ');
  const encoding = STAT_ENCODINGS.find((known) => known === (word === '' ? 'text' : word));
  if (command !== COMMAND || encoding === undefined) return undefined;
  return { encoding, name: words.join(' ').trim() };
}
