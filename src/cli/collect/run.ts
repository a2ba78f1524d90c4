import type { Config } from '../../config/config.js';
import { encodeHvMonitor, findOverlongNames, formatHvMonitor } from '../../formats/hv-monitor/hv-monitor.js';
import type { HvMonitorRecord } from '../../formats/hv-monitor/record.js';
import { checkRoots } from '../../linux/check-roots.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { SnapshotOptions } from '../../poll/take-snapshot.js';
import { messageOf } from '../../support/errors.js';
import { chooseGuests, type GuestChoice } from '../choose-guests.js';
import { type Context, EXIT } from '../context.js';
import { snapshotOfDaemon } from '../daemon-snapshots.js';
import { explainProblems, shownName } from '../explain-problem.js';
import { describeCheck, readConfigOf } from '../read-config.js';
import { DEFAULT_POLLING_SECONDS } from '../stream/defaults.js';
import { takeChosen } from '../take-chosen.js';
import { timeLeftMs } from '../time-left.js';
import { UsageError } from '../usage.js';
import { type CollectOptions, DEFAULT_FILE } from './command.js';

/** How long a run may take unless it is configured, from the start of the process. */
const LIMIT_MS = 3000;

/** Prints one HV::Monitor record, and with --write or --output writes it to files. */
export async function collect(
  select: readonly string[],
  options: CollectOptions,
  context: Context,
): Promise<number> {
  checkOptions(options);
  const warn = options.quiet ? () => undefined : context.warn;
  if (options.backend === 'libvirt') warn('-b libvirt: qgauge asks QEMU directly, as with -b qemu');
  if (options.check) return check(select, options, context);
  const snapshot =
    (canAskDaemon(options) ? await snapshotOfDaemon(select, { ...context, warn }) : undefined) ??
    (await askGuests(select, options, context));
  const record = encodeHvMonitor(snapshot, { hv: options.hv, extended: options.extended });
  for (const line of describeProblems(snapshot, record)) warn(line);
  const isWritten = await output(record, options, context);
  return record.error === 0 && isWritten ? EXIT.ok : EXIT.failed;
}

/** What these options set, a daemon has set for itself. */
function canAskDaemon({ direct, socket, config, timeout, interval }: CollectOptions): boolean {
  const given = [direct, config, timeout, interval];
  return socket.length === 0 && given.every((option) => option === undefined);
}

async function check(select: readonly string[], options: CollectOptions, context: Context): Promise<number> {
  const { config } = await prepare(select, options, context);
  context.out(describeCheck(options.config, config, context));
  return EXIT.ok;
}

async function askGuests(
  select: readonly string[],
  options: CollectOptions,
  context: Context,
): Promise<Snapshot> {
  const { config, choice } = await prepare(select, options, context);
  return takeChosen(choice, { ...snapshotOptions(options, config), signal: context.signal });
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

function checkOptions({ quiet, write, output, backend, hv }: CollectOptions): void {
  if (output === '') throw new UsageError('-o requires the name of a file');
  if (quiet && !write && output === undefined) {
    throw new UsageError('-q without -w would neither print nor write the record: add -w, or leave out -q');
  }
  if (backend !== 'libvirt' && backend !== 'qemu') {
    throw new UsageError(`'${backend}' is not a valid backend: the only backend is qemu`);
  }
  if (hv === '') throw new UsageError('--hv requires a name, such as libvirt');
}

/** An option overrides the key of the configuration. */
function snapshotOptions({ timeout, interval }: CollectOptions, config: Config | undefined): SnapshotOptions {
  const polling = interval ?? config?.polling ?? DEFAULT_POLLING_SECONDS;
  const limitMs = timeout === undefined ? (config?.timeouts.guestMs ?? LIMIT_MS) : timeout * 1000;
  return {
    // The time since the process started counts too: the caller waits for it as well.
    timeoutMs: timeLeftMs(limitMs),
    timeouts: config?.timeouts,
    pollingSeconds: polling === 'off' ? undefined : polling,
    agent: true,
    procRoot: config?.procfs,
    sysRoot: config?.sysfs,
  };
}

function describeProblems({ guests, warnings }: Snapshot, record: HvMonitorRecord): readonly string[] {
  const overlong = findOverlongNames(record).map(
    (name) =>
      `${shownName({ name })}: the name is too long for LibreNMS, which keeps 64 characters of VMs_<name>_<metric>`,
  );
  return [...guests.flatMap(explainProblems), ...warnings, ...overlong];
}

/** @returns whether every file that was asked for is written */
async function output(record: HvMonitorRecord, options: CollectOptions, context: Context): Promise<boolean> {
  const json = formatHvMonitor(record, options.pretty);
  const file = options.output ?? (options.write ? DEFAULT_FILE : undefined);
  const compressed = options.compress || file !== undefined ? await compressed64(json) : '';
  const failure = file === undefined ? undefined : await write(file, json, compressed, context);
  if (!options.quiet) context.out(`${options.compress ? compressed : json}\n`);
  if (failure !== undefined) context.warn(failure);
  return failure === undefined;
}

async function compressed64(json: string): Promise<string> {
  const { compress } = await import('../../formats/hv-monitor/compress.js');
  return compress(json);
}

/** @returns what went wrong */
async function write(
  path: string,
  json: string,
  compressed: string,
  { signal }: Context,
): Promise<string | undefined> {
  const { OutputError, writeFilesAtomically } = await import('../../sinks/file/atomic-file.js');
  const { COMPRESSED_SUFFIX } = await import('../../formats/hv-monitor/compress.js');
  const files = [
    { path, text: `${json}\n` },
    { path: `${path}${COMPRESSED_SUFFIX}`, text: `${compressed}\n` },
  ];
  try {
    await writeFilesAtomically(files, signal);
    return undefined;
  } catch (error) {
    if (error instanceof OutputError) return messageOf(error);
    throw error;
  }
}
