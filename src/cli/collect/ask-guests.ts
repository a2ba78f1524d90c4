import type { Config } from '../../config/config.js';
import { checkRoots } from '../../linux/check-roots.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { SnapshotOptions } from '../../poll/take-snapshot.js';
import { chooseGuests, type GuestChoice } from '../choose-guests.js';
import { type Context, EXIT } from '../context.js';
import { pollingSecondsOf } from '../polling-seconds.js';
import { describeCheck, readConfigOf } from '../read-config.js';
import { takeChosen } from '../take-chosen.js';
import { timeLeftMs } from '../time-left.js';
import type { CollectOptions } from './command.js';

/** How long a run may take unless it is configured, from the start of the process. */
const LIMIT_MS = 3000;

/** Prints that the configuration is valid. */
export async function checkConfig(
  select: readonly string[],
  options: CollectOptions,
  context: Context,
): Promise<number> {
  const { config } = await prepare(select, options, context);
  context.out(describeCheck(options.config, config, context));
  return EXIT.ok;
}

/** Takes a snapshot of the chosen guests themselves. */
export async function askGuests(
  select: readonly string[],
  options: CollectOptions,
  context: Context,
): Promise<Snapshot> {
  const { config, choice } = await prepare(select, options, context);
  return takeChosen(choice, snapshotOptions(options, config), context);
}

async function prepare(
  select: readonly string[],
  { config: file, socket }: CollectOptions,
  context: Context,
): Promise<{ readonly config: Config | undefined; readonly choice: GuestChoice }> {
  const config = await readConfigOf(file, context);
  if (config) checkRoots({ procRoot: config.procfs });
  return { config, choice: chooseGuests(select, socket, config) };
}

/** An option overrides the key of the configuration. */
function snapshotOptions({ timeout, interval }: CollectOptions, config: Config | undefined): SnapshotOptions {
  const limitMs = timeout === undefined ? (config?.timeouts.guestMs ?? LIMIT_MS) : timeout * 1000;
  return {
    // The time since the process started counts too: the caller waits for it as well.
    timeoutMs: timeLeftMs(limitMs),
    timeouts: config?.timeouts,
    pollingSeconds: pollingSecondsOf(interval, config),
    agent: true,
    procRoot: config?.procfs,
    sysRoot: config?.sysfs,
  };
}
