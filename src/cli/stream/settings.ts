import { resolve } from 'node:path';
import { type Config, DEFAULT_SINK, type SinkConfig } from '../../config/config.js';
import { findTargetProblem, targetFormOf } from '../../config/sink-target.js';
import type { PrinterOptions } from '../../formats/printer.js';
import { DEFAULT_METRIC_GROUPS, DEFAULT_OUTPUT, type OutputName } from '../../model/vocabulary.js';
import type { PollOptions } from '../../poll/poll-options.js';
import { parseAddress } from '../../protocol/transport/address.js';
import { UsageError } from '../usage.js';
import { chosenGroups, type StreamOptions } from './options.js';

/** What `qgauge stream` does, by its command line and its configuration file. */
export interface StreamSettings {
  readonly poll: PollOptions;
  readonly sinks: readonly SinkConfig[];
}

/** As kvmtop has it. */
const DEFAULT_INTERVAL_SECONDS = 1;
const DEFAULT_POLLING_SECONDS = 10;

/**
 * Puts the command line and the file together: an option goes before the file's key. The options that describe a sink
 * describe one, in place of all of the file's; `--socket` is in place of its guests, expected ones too.
 *
 * @throws {UsageError} when the options of the sink do not fit together
 * @throws {AddressError} of `--socket`
 */
export function streamSettings(options: StreamOptions, config: Config | undefined): StreamSettings {
  const sink = sinkOfOptions(options);
  const declared = config?.sinks ?? [];
  const sinks = sink ? [sink] : declared.length > 0 ? declared : [DEFAULT_SINK];
  return { poll: pollOptions(options, config), sinks };
}

function pollOptions(options: StreamOptions, config: Config | undefined): PollOptions {
  const polling = options.interval ?? config?.polling ?? DEFAULT_POLLING_SECONDS;
  return {
    ...(options.socket.length > 0 ? namedGuests(options.socket) : configuredGuests(config)),
    interval: options.frequency ?? config?.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS,
    slowInterval: config?.slowIntervalSeconds,
    timeouts: config?.timeouts,
    hold: options.hold ?? config?.hold,
    pollingSeconds: polling === 'off' ? undefined : polling,
    numa: options.numa ?? config?.numa,
    agent: options.agent ?? config?.agent,
    procRoot: options.procfs ?? config?.procfs,
    sysRoot: config?.sysfs,
    cgroupRoot: config?.cgroup,
  };
}

function namedGuests(sockets: readonly string[]): PollOptions {
  return { guests: sockets.map((text) => ({ address: parseAddress(text) })), discover: false };
}

function configuredGuests(config: Config | undefined): PollOptions {
  const guests = config?.guests.map(({ name, address }) => ({ name, address: parseAddress(address) })) ?? [];
  return {
    guests: guests.length > 0 ? guests : undefined,
    discover: config?.discover ?? guests.length === 0,
    expected: config?.expected,
  };
}

/** `undefined` when no option describes a sink. */
function sinkOfOptions(options: StreamOptions): SinkConfig | undefined {
  const { printer, batch, verbose, netdev, storedev, output, target, spool } = options;
  const metrics = chosenGroups(options);
  const told = [printer, batch, metrics, verbose, netdev, storedev, output, target, spool];
  if (told.every((option) => option === undefined)) return undefined;
  if (batch && printer !== undefined && printer !== 'text') {
    throw new UsageError(`-b is -p text, and -p ${printer} is another: leave out one`);
  }
  return {
    printer: printer ?? DEFAULT_SINK.printer,
    metrics,
    verbose: verbose ?? DEFAULT_SINK.verbose,
    netdev,
    storedev,
    output: output ?? DEFAULT_OUTPUT,
    target: checkTarget(output ?? DEFAULT_OUTPUT, target),
    spool: checkSpool(output, spool),
  };
}

function checkTarget(output: OutputName, target: string | undefined): string | undefined {
  const form = targetFormOf(output);
  if (form !== undefined && (target === undefined || target === '')) {
    throw new UsageError(
      `-o ${output} needs a target: add --target ${output === 'file' ? 'FILE' : 'HOST:PORT'}`,
    );
  }
  if (form === undefined && target !== undefined) {
    throw new UsageError('--target is for -o file, tcp or udp: add one, or leave out --target');
  }
  const absolute = output === 'file' && target !== undefined ? resolve(target) : target;
  const problem = findTargetProblem(output, absolute);
  if (problem !== undefined) throw new UsageError(`--target: ${problem}`);
  return absolute;
}

function checkSpool(output: string | undefined, directory: string | undefined): SinkConfig['spool'] {
  if (directory === undefined) return undefined;
  if (output !== 'tcp') throw new UsageError('--spool is for -o tcp: add it, or leave out --spool');
  if (directory === '') throw new UsageError('--spool needs a directory: name one');
  return { directory: resolve(directory), limitBytes: undefined };
}

/** What a sink's printer is to print. */
export function printerOptions({ metrics, verbose, netdev, storedev }: SinkConfig): PrinterOptions {
  return { groups: metrics ?? DEFAULT_METRIC_GROUPS, verbose, netdev, storedev };
}
