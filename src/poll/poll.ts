import type { Snapshot } from '../model/snapshot.js';
import type { PollOptions } from './poll-options.js';
import { Poller } from './poller.js';

/**
 * Samples every guest of a host at each interval:
 *
 *     for await (const snapshot of poll({ interval: 10, signal })) console.log(snapshot.guests.length);
 *
 * A guest that cannot be asked is in the snapshot with its problem and costs the others nothing. Ends quietly when the
 * signal fires; leaving the loop ends it too.
 *
 * @throws {RangeError} when an interval is no length of time
 */
export function poll(options: PollOptions = {}): AsyncIterable<Snapshot> {
  return new Poller(options);
}
