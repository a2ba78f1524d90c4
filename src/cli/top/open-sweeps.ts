import { DaemonClient } from '../../client/daemon-client.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { PollOptions } from '../../poll/poll-options.js';
import type { Context } from '../context.js';
import { snapshotsFrom } from '../daemon-snapshots.js';
import { ChosenGuests } from '../stream/chosen-guests.js';
import { SnapshotSource } from '../stream/snapshot-source.js';
import { UsageError } from '../usage.js';
import { DEFAULT_DELAY_SECONDS, type TopOptions } from './command.js';
import { nextInterval } from './pace.js';
import { readToken } from './parse-from.js';

/** Where the sweeps come from. */
export interface Sweeps {
  readonly snapshots: AsyncIterable<Snapshot>;
  /** What the user has chosen with {@link changePace}; `undefined`: nothing. */
  chosenSeconds(): number | undefined;
  /** Makes them more or less frequent, where that is possible. @returns what to say about it */
  changePace(change: 'slower' | 'faster'): string;
}

type Asking = Pick<Context, 'signal' | 'warn'>;

/** The daemon that is named, else that of this host, else the guests themselves. */
export function openSweeps(
  select: readonly string[],
  options: TopOptions,
  intervalSeconds: number | undefined,
  context: Asking,
): Sweeps {
  const { from, tokenFile } = options;
  if (from === undefined) {
    if (tokenFile !== undefined) throw new UsageError('--token-file requires --from URL');
    return ownSweeps(select, options, intervalSeconds, context);
  }
  checkAlone(options);
  const token = tokenFile === undefined ? undefined : readToken(tokenFile);
  return {
    snapshots: snapshotsFrom(new DaemonClient({ url: from, token }), select, context),
    chosenSeconds: () => undefined,
    changePace: () => PACE_OF_DAEMON,
  };
}

const PACE_OF_DAEMON =
  "the daemon's own interval counts: it measures for everybody; --direct asks the guests";

/** What a daemon elsewhere has set for itself. */
function checkAlone({ socket, direct, procfs, polling, delay }: TopOptions): void {
  const given = { '--direct': direct, '--procfs': procfs, '--polling': polling, '--delay': delay };
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  const wrong = socket.length > 0 ? '--socket' : name;
  if (wrong !== undefined) throw new UsageError(`${wrong} conflicts with --from: leave out one`);
}

function ownSweeps(
  select: readonly string[],
  options: TopOptions,
  kept: number | undefined,
  context: Asking,
): Sweeps {
  const { socket, direct, procfs, polling, delay } = options;
  const chosen = new ChosenGuests(select, { socket }, undefined);
  const { guests, discover } = chosen.choice;
  let chosenSeconds = kept;
  let interval = delay ?? kept ?? DEFAULT_DELAY_SECONDS;
  const poll = (): PollOptions => ({
    ...(guests.length > 0 ? { guests } : {}),
    ...(select.length > 0 ? { select } : {}),
    ...{ discover, interval, procRoot: procfs, pollingSeconds: polling },
  });
  const given = [direct, procfs, polling, delay];
  const mayAskDaemon = socket.length === 0 && given.every((option) => option === undefined);
  const source = new SnapshotSource({ select, chosen, poll: poll(), mayAskDaemon, context });
  return {
    snapshots: source,
    chosenSeconds: () => chosenSeconds,
    changePace: (change) => {
      if (!source.isPolling) return PACE_OF_DAEMON;
      interval = nextInterval(interval, change);
      chosenSeconds = interval;
      source.update(poll());
      return `a sweep every ${interval} s`;
    },
  };
}
