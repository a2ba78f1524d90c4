import type { Config } from '../../../config/config.js';
import { checkRoots, explainHiding } from '../../../linux/check-roots.js';
import type { PollOptions } from '../../../poll/poll-options.js';
import { poll } from '../../../poll/poller.js';
import { ChannelServer } from '../../../serve/channel/channel-server.js';
import type { Published } from '../../../serve/published.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { accountsFile } from '../../accounts-file.js';
import { type Context, EXIT } from '../../context.js';
import { readConfigOf } from '../../read-config.js';
import { DEFAULT_SWEEP_SECONDS } from '../../serve/command.js';
import { ProblemLog } from '../../stream/problem-log.js';
import { chooseChannels } from './choose-channels.js';
import type { GuestChannelServeOptions } from './command.js';

/** Measures guests, and answers on their ports from the last sweep, until the signal fires. */
export async function guestChannelServe(
  guests: readonly string[],
  options: GuestChannelServeOptions,
  context: Context,
): Promise<number> {
  const { warn, signal } = context;
  const config = await readConfigOf(options.config, context);
  const chosen = chooseChannels(guests, options, config, options.config ?? context.configFile);
  const settings = { ...measuring(options, config), ...chosen.poll };
  checkRoots(settings);
  const hiding = settings.discover === false ? undefined : explainHiding(settings);
  if (hiding !== undefined) warn(hiding);
  let latest: Published | undefined;
  const daemon = {
    get latest() {
      return latest;
    },
  };
  await using server = new ChannelServer({ daemon, warn, procRoot: settings.procRoot });
  await server.update(chosen.channels);
  for (const { name, path } of chosen.channels) {
    warn(`answering ${terminalSafe(name, 100)} at ${terminalSafe(path)}`);
  }
  const problems = new ProblemLog(options.quiet ? () => undefined : warn);
  for await (const snapshot of poll({ ...settings, signal })) {
    latest = { snapshot, endedMs: performance.now() };
    problems.update(snapshot);
  }
  return EXIT.ok;
}

function measuring({ frequency }: GuestChannelServeOptions, config: Config | undefined): PollOptions {
  return {
    interval: frequency ?? config?.intervalSeconds ?? DEFAULT_SWEEP_SECONDS,
    slowInterval: config?.slowIntervalSeconds,
    timeouts: config?.timeouts,
    guestStats: true,
    accountsFile: accountsFile(),
    procRoot: config?.procfs,
    sysRoot: config?.sysfs,
    cgroupRoot: config?.cgroup,
  };
}
