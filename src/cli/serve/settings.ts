import type { Config } from '../../config/config.js';
import type { PollOptions } from '../../poll/poll-options.js';
import { accountsFile } from '../accounts-file.js';
import { chooseGuests } from '../choose-guests.js';
import { pollingSecondsOf } from '../polling-seconds.js';
import { DEFAULT_SWEEP_SECONDS, type ServeOptions } from './command.js';

/** How a daemon measures, by its command line and its configuration file: an option overrides the file's key. */
export function pollSettings(
  { frequency, interval }: Pick<ServeOptions, 'frequency' | 'interval'>,
  config: Config | undefined,
): PollOptions & { readonly interval: number } {
  const { guests, discover, expected, holdByName } = chooseGuests([], [], config);
  // A guest that asks is answered from what has been measured.
  const guestStats = config !== undefined && (config.guestStats || config.channels.length > 0);
  return {
    guests,
    discover,
    expected,
    holdByName,
    interval: frequency ?? config?.intervalSeconds ?? DEFAULT_SWEEP_SECONDS,
    slowInterval: config?.slowIntervalSeconds,
    timeouts: config?.timeouts,
    pollingSeconds: pollingSecondsOf(interval, config),
    numa: config?.numa,
    guestStats,
    accountsFile: guestStats ? accountsFile() : undefined,
    // `collect` shows what the agent reports, and asks the daemon.
    agent: config?.agent ?? true,
    procRoot: config?.procfs,
    sysRoot: config?.sysfs,
    cgroupRoot: config?.cgroup,
  };
}
