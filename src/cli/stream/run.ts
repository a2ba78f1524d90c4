import { setFlagsFromString } from 'node:v8';
import type { Config } from '../../config/config.js';
import { ConfigError } from '../../config/config-error.js';
import { readConfig } from '../../config/read-config.js';
import type { Snapshot } from '../../model/snapshot.js';
import { Poller } from '../../poll/poller.js';
import { openSink } from '../../sinks/open-sink.js';
import { startDeadline, untilAborted } from '../../support/deadline.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import { checkRoots, explainHiding } from './check-roots.js';
import type { StreamOptions } from './options.js';
import { OutageLog } from './outage-log.js';
import { Outlets } from './outlets.js';
import { formatSelf } from './self-report.js';
import { streamSettings } from './settings.js';
import { sinkOptions } from './sink-options.js';

/** An init system waits for the end after it has asked for it. */
const END_MS = 800;
const STATS_MS = 60_000;
/**
 * Lets the heap grow by half before it is cleared up, and not by several times: beside a thousand guests that is worth
 * 40 MiB, and costs a few percent of our time.
 */
const COLLECT_OFTEN = '--heap-growing-percent=50';

/**
 * Prints one snapshot after the other until the signal fires, or --runs are done. SIGHUP has it read its file again. The
 * troubles of a guest or a sink are told, and never its end. Resolves to the exit status.
 */
export async function stream(options: StreamOptions, context: Context): Promise<number> {
  setFlagsFromString(COLLECT_OFTEN);
  let reload = (): void => undefined;
  // From now on, or one that comes while it starts would end the process.
  using _reloading = context.onReload(() => reload());
  const warn = options.quiet ? () => undefined : context.warn;
  const config = await readConfigFor(options, context);
  const { poll, sinks } = streamSettings(options, config);
  checkRoots(poll);
  const hiding = explainHiding(poll);
  if (hiding !== undefined) warn(hiding);
  const outlets = new Outlets((config, printer) =>
    openSink(sinkOptions(config, printer, context.stdout), warn),
  );
  const poller = new Poller({ ...poll, signal: context.signal });
  try {
    await outlets.change(sinks);
    reload = startReloading({ options, context, poller, outlets, hadFile: config !== undefined });
    await printEach(poller, options, outlets, { ...context, warn });
  } finally {
    await (context.signal.aborted ? closeInTime(outlets) : outlets.close());
  }
  context.signal.throwIfAborted();
  return EXIT.ok;
}

/** What is not closed by then has to be found by the next start. */
async function closeInTime(outlets: Outlets): Promise<void> {
  using deadline = startDeadline(END_MS);
  await untilAborted(outlets.close(), deadline.signal).catch(() => undefined);
}

/** The file that is named, or the one that is always looked for and may be missing. */
async function readConfigFor({ config: path }: StreamOptions, context: Context): Promise<Config | undefined> {
  if (path === '') throw new UsageError('--config needs a file: name one');
  if (path !== undefined) return readConfig(path);
  try {
    return await readConfig(context.configFile);
  } catch (error) {
    if (error instanceof ConfigError && errnoOf(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}

interface Running {
  readonly options: StreamOptions;
  readonly context: Context;
  readonly poller: Poller;
  readonly outlets: Outlets;
  readonly hadFile: boolean;
}

/** @returns what has the file read again, one time after the other; calls that come meanwhile are one */
function startReloading(running: Running): () => void {
  let { hadFile } = running;
  let isRunning = false;
  let isWanted = false;
  const reloadOnce = async () => {
    isWanted = false;
    hadFile = await reload({ ...running, hadFile });
  };
  return () => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    void (async () => {
      while (isWanted) await reloadOnce();
      isRunning = false;
    })();
  };
}

/** Never rejects: what makes no sense is told, and all goes on as before. @returns whether there is a file now */
async function reload({ options, context, poller, outlets, hadFile }: Running): Promise<boolean> {
  const { signal, warn, configFile } = context;
  // Whoever rotates files needs this, whatever the configuration has become.
  outlets.reopen();
  try {
    const config = await readConfigFor(options, context);
    if (config === undefined && hadFile) throw new ConfigError(`${configFile}: it is no longer there`);
    const { poll, sinks } = streamSettings(options, config);
    await outlets.change(sinks);
    poller.update({ ...poll, signal });
    if (!options.quiet) warn(config ? 'read its configuration again' : 'opened its files anew');
    return config !== undefined;
  } catch (error) {
    warn(`goes on as before: ${messageOf(error)}`);
    return hadFile;
  }
}

async function printEach(
  poller: Poller,
  { runs, stats }: StreamOptions,
  outlets: Outlets,
  { warn }: Context,
): Promise<void> {
  const troubles = new OutageLog(warn);
  let left = runs;
  let statsDueMs = 0;
  for await (const snapshot of poller) {
    outlets.print(snapshot);
    troubles.tell(snapshot);
    if (stats && performance.now() >= statsDueMs) {
      statsDueMs = performance.now() + STATS_MS;
      tellSelf(snapshot, outlets, warn);
    }
    left -= 1;
    if (left === 0) break;
  }
}

function tellSelf({ self }: Snapshot, outlets: Outlets, warn: (line: string) => void): void {
  if (self) warn(formatSelf(self, outlets.droppedBytes));
}
