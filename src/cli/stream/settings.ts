import { resolve } from 'node:path';
import { type Config, DEFAULT_SINK, type SinkConfig } from '../../config/config.js';
import { findTargetProblem, targetFormOf } from '../../config/sink-target.js';
import type { PrinterOptions } from '../../formats/printer.js';
import { DEFAULT_METRIC_GROUPS, type OutputName, type PrinterName } from '../../model/vocabulary.js';
import type { PollOptions } from '../../poll/poll-options.js';
import type { GuestChoice } from '../choose-guests.js';
import { chosenGroups } from '../metric-options.js';
import { pollingSecondsOf } from '../polling-seconds.js';
import { UsageError } from '../usage.js';
import type { StreamOptions } from './command.js';
import { DEFAULT_INTERVAL_SECONDS } from './defaults.js';
import { SCREEN } from './parse-values.js';

/** What `qgauge stream` samples and where it goes, by its command line and its configuration file. */
export interface StreamSettings {
  readonly poll: PollOptions;
  readonly sinks: readonly SinkConfig[];
}

/**
 * Merges the command line with the file: an option overrides the file's key. The options that describe a sink describe
 * one, which replaces all of the file's.
 *
 * @param choice the guests, by both
 * @param printer what prints on standard output, where neither says
 * @throws {UsageError} when the options of the sink do not fit together
 */
export function streamSettings(
  options: StreamOptions,
  config: Config | undefined,
  choice: GuestChoice,
  printer: PrinterName,
): StreamSettings {
  const sink = sinkOfOptions(options, printer);
  const declared = config?.sinks ?? [];
  const sinks = sink ? [sink] : declared.length > 0 ? declared : [{ ...DEFAULT_SINK, printer }];
  return { poll: pollOptions(options, config, choice), sinks };
}

function pollOptions(
  options: StreamOptions,
  config: Config | undefined,
  { guests, discover, select, expected, holdByName }: GuestChoice,
): PollOptions {
  return {
    guests: unlessEmpty(guests),
    discover,
    select: unlessEmpty(select),
    expected: unlessEmpty(expected),
    interval: options.frequency ?? config?.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS,
    slowInterval: config?.slowIntervalSeconds,
    timeouts: config?.timeouts,
    hold: options.hold ?? config?.hold,
    holdByName: holdByName.size === 0 ? undefined : holdByName,
    pollingSeconds: pollingSecondsOf(options.interval, config),
    numa: options.numa ?? config?.numa,
    guestStats: config?.guestStats,
    agent: options.agent ?? config?.agent,
    procRoot: options.procfs ?? config?.procfs,
    sysRoot: config?.sysfs,
    cgroupRoot: config?.cgroup,
  };
}

function unlessEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** `undefined` when no option describes a sink. */
function sinkOfOptions(options: StreamOptions, printerOfStdout: PrinterName): SinkConfig | undefined {
  const { printer, batch, verbose, netdev, storedev, output, target, spool } = options;
  const metrics = chosenGroups(options);
  const given = [printer, batch, metrics, verbose, netdev, storedev, output, target, spool];
  if (given.every((option) => option === undefined)) return undefined;
  // A screen is no sink.
  if (printer === SCREEN) return undefined;
  if (batch && printer !== undefined && printer !== 'text') {
    throw new UsageError(`-b is the same as -p text and conflicts with -p ${printer}: leave out one`);
  }
  const isForStdout = (output ?? DEFAULT_SINK.output) === 'stdout' && !batch;
  return {
    printer: printer ?? (isForStdout ? printerOfStdout : DEFAULT_SINK.printer),
    metrics,
    verbose: verbose ?? DEFAULT_SINK.verbose,
    netdev,
    storedev,
    output: output ?? DEFAULT_SINK.output,
    target: checkTarget(output ?? DEFAULT_SINK.output, target),
    spool: checkSpool(output, spool),
  };
}

function checkTarget(output: OutputName, target: string | undefined): string | undefined {
  const form = targetFormOf(output);
  if (form !== undefined && (target === undefined || target === '')) {
    throw new UsageError(`-o ${output} requires --target ${output === 'file' ? 'FILE' : 'HOST:PORT'}`);
  }
  if (form === undefined && target !== undefined) {
    throw new UsageError('--target requires -o file, tcp or udp');
  }
  const absolute = output === 'file' && target !== undefined ? resolve(target) : target;
  const problem = findTargetProblem(output, absolute);
  if (problem !== undefined) throw new UsageError(`--target: ${problem}`);
  return absolute;
}

function checkSpool(output: string | undefined, directory: string | undefined): SinkConfig['spool'] {
  if (directory === undefined) return undefined;
  if (output !== 'tcp') throw new UsageError('--spool requires -o tcp');
  if (directory === '') throw new UsageError('--spool requires the name of a directory');
  return { directory: resolve(directory), limitBytes: undefined };
}

/** What the printer of a sink prints. */
export function printerOptions({ metrics, verbose, netdev, storedev }: SinkConfig): PrinterOptions {
  return { groups: metrics ?? DEFAULT_METRIC_GROUPS, verbose, netdev, storedev };
}
