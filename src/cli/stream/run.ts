import { ConfigError } from '../../config/config-error.js';
import { checkRoots } from '../../linux/check-roots.js';
import type { Snapshot } from '../../model/snapshot.js';
import { DEFAULT_PRINTER, type PrinterName, TERMINAL_PRINTER } from '../../model/vocabulary.js';
import { openSink } from '../../sinks/open-sink.js';
import { isUtf8 } from '../../support/ascii-text.js';
import { startDeadline, untilAborted } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { collectOften } from '../collect-often.js';
import { type Context, EXIT } from '../context.js';
import { mergeCalls } from '../merge-calls.js';
import { describeCheck, readConfigOf } from '../read-config.js';
import { tableWidth } from '../table-width.js';
import { ChosenGuests } from './chosen-guests.js';
import type { StreamOptions } from './command.js';
import { Outlets, type TerminalOptions } from './outlets.js';
import { SCREEN } from './parse-values.js';
import { ProblemLog } from './problem-log.js';
import { formatSelf } from './self-report.js';
import { streamSettings } from './settings.js';
import { sinkOptions } from './sink-options.js';
import { SnapshotSource } from './snapshot-source.js';

/** What is left for closing the sinks, so that the process ends within a second of the signal. */
const END_MS = 800;
const STATS_MS = 60_000;

/**
 * Prints snapshots until the signal fires or --runs are done. SIGHUP makes it read its file again. Problems of guests and
 * sinks are reported and never end it.
 */
export async function stream(
  select: readonly string[],
  options: StreamOptions,
  context: Context,
): Promise<number> {
  if (options.printer === SCREEN) return showTop(select, options, context);
  collectOften();
  let reload = (): void => undefined;
  // Before anything starts: a SIGHUP in the middle would end the process.
  using _reloading = context.onReload(() => reload());
  const warn = options.quiet ? () => undefined : context.warn;
  const config = await readConfigOf(options.config, context);
  const chosen = new ChosenGuests(select, options, config);
  const { poll, sinks } = streamSettings(options, config, chosen.choice, printerOfStdout(context));
  checkRoots(poll);
  if (options.check) {
    context.out(describeCheck(options.config, config, context));
    return EXIT.ok;
  }
  const outlets = new Outlets(
    (config, printer) => openSink(sinkOptions(config, printer, context.stdout), warn),
    terminalOptions(context),
  );
  const snapshots = new SnapshotSource({
    ...{ select, chosen, poll },
    mayAskDaemon: canAskDaemon(options),
    context: { ...context, warn },
  });
  try {
    await outlets.change(sinks);
    reload = startReloading({ options, context, snapshots, outlets, chosen, hadFile: config !== undefined });
    await printEach({ ...{ options, snapshots, outlets, chosen }, context: { ...context, warn } });
  } finally {
    await (context.signal.aborted ? closeInTime(outlets) : outlets.close());
  }
  context.signal.throwIfAborted();
  return EXIT.ok;
}

function printerOfStdout({ terminal }: Context): PrinterName {
  return terminal === undefined ? DEFAULT_PRINTER : TERMINAL_PRINTER;
}

/** A pipe takes any text. */
function terminalOptions(context: Context): TerminalOptions {
  const isAscii = context.terminal !== undefined && !isUtf8(process.env);
  return { width: () => tableWidth(context, false), isAscii };
}

/** Loaded when it is needed: no other printer has a screen. */
async function showTop(...[select, options, context]: Parameters<typeof stream>): Promise<number> {
  const [{ top }, { topOptionsOfStream }] = await Promise.all([
    import('../top/run.js'),
    import('../top/of-stream.js'),
  ]);
  return top(select, topOptionsOfStream(options), context);
}

/** What these options set, a daemon has set for itself. */
function canAskDaemon(options: StreamOptions): boolean {
  const { direct, config, frequency, socket, hold, interval, numa, agent, procfs } = options;
  const given = [direct, config, frequency, hold, interval, numa, agent, procfs];
  return socket.length === 0 && given.every((option) => option === undefined);
}

/** A sink that does not close in time is left as it is: its spool is read by the next start. */
async function closeInTime(outlets: Outlets): Promise<void> {
  using deadline = startDeadline(END_MS);
  await untilAborted(outlets.close(), deadline.signal).catch(() => undefined);
}

interface Running {
  readonly options: StreamOptions;
  readonly context: Context;
  readonly snapshots: SnapshotSource;
  readonly outlets: Outlets;
  readonly chosen: ChosenGuests;
}

interface Reloading extends Running {
  readonly hadFile: boolean;
}

/** @returns a function that reads the file again */
function startReloading(running: Reloading): () => void {
  let { hadFile } = running;
  return mergeCalls(async () => {
    hadFile = await reload({ ...running, hadFile });
  });
}

/** Never rejects: an invalid file is reported and changes nothing. @returns whether there is a file now */
async function reload({ hadFile, ...running }: Reloading): Promise<boolean> {
  const { options, context, snapshots, outlets, chosen } = running;
  const { warn, configFile } = context;
  // Before the configuration is read: log rotation needs it, whether that is valid or not.
  outlets.reopen();
  try {
    const config = await readConfigOf(options.config, context);
    if (config === undefined && hadFile) throw new ConfigError(`${configFile}: the file no longer exists`);
    chosen.update(config);
    const { poll, sinks } = streamSettings(options, config, chosen.choice, printerOfStdout(context));
    await outlets.change(sinks);
    snapshots.update(poll);
    if (!options.quiet) warn(config ? 'configuration reloaded' : 'files reopened');
    return config !== undefined;
  } catch (error) {
    warn(`not reloaded: ${messageOf(error)}`);
    return hadFile;
  }
}

async function printEach({ options, context, snapshots, outlets, chosen }: Running): Promise<void> {
  const { runs, stats } = options;
  const { warn } = context;
  const problems = new ProblemLog(warn);
  let left = runs;
  let statsDueMs = 0;
  for await (const snapshot of snapshots) {
    outlets.print(snapshot);
    problems.update({ ...snapshot, warnings: [...snapshot.warnings, ...outlets.warnings(snapshot)] });
    chosen.remember(snapshot);
    if (stats && performance.now() >= statsDueMs) {
      statsDueMs = performance.now() + STATS_MS;
      reportSelf(snapshot, outlets, warn);
    }
    left -= 1;
    if (left === 0) break;
  }
}

function reportSelf({ self }: Snapshot, outlets: Outlets, warn: (line: string) => void): void {
  if (self) warn(formatSelf(self, outlets.droppedBytes));
}
