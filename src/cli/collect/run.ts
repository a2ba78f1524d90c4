import { encodeHvMonitor, findOverlongNames, formatHvMonitor } from '../../formats/hv-monitor/hv-monitor.js';
import type { Snapshot } from '../../model/snapshot.js';
import { messageOf } from '../../support/errors.js';
import { type Context, EXIT } from '../context.js';
import { snapshotOfDaemon } from '../daemon-snapshots.js';
import { explainProblems, shownName } from '../explain-problem.js';
import { UsageError } from '../usage.js';
import { type CollectOptions, DEFAULT_FILE } from './command.js';

/** Prints one HV::Monitor record, or metrics, and with --write or --output writes it to files. */
export async function collect(
  select: readonly string[],
  options: CollectOptions,
  context: Context,
): Promise<number> {
  checkOptions(options);
  const warn = options.quiet ? () => undefined : context.warn;
  if (options.backend === 'libvirt') warn('-b libvirt: qgauge asks QEMU directly, as with -b qemu');
  if (options.check) return (await guests()).checkConfig(select, options, context);
  const snapshot =
    (canAskDaemon(options) ? await snapshotOfDaemon(select, { ...context, warn }) : undefined) ??
    (await (await guests()).askGuests(select, options, context));
  for (const line of [...snapshot.guests.flatMap(explainProblems), ...snapshot.warnings]) warn(line);
  const collected = await encode(snapshot, options, warn);
  const isWritten = await output(collected, options, context);
  return collected.isGood && isWritten ? EXIT.ok : EXIT.failed;
}

/** Loaded when it is needed: where a daemon measures the guests, finding and asking them is not. */
function guests(): Promise<typeof import('./ask-guests.js')> {
  return import('./ask-guests.js');
}

/** What these options set, a daemon has set for itself. */
function canAskDaemon({ direct, socket, config, timeout, interval }: CollectOptions): boolean {
  const given = [direct, config, timeout, interval];
  return socket.length === 0 && given.every((option) => option === undefined);
}

function checkOptions(options: CollectOptions): void {
  const { quiet, write, output, backend, hv } = options;
  if (output === '') throw new UsageError('-o requires the name of a file');
  if (quiet && !write && output === undefined) {
    throw new UsageError('-q without -w would neither print nor write the record: add -w, or leave out -q');
  }
  if (backend !== 'libvirt' && backend !== 'qemu') {
    throw new UsageError(`'${backend}' is not a valid backend: the only backend is qemu`);
  }
  if (options.format === 'prometheus') checkMetricsOptions(options);
  if (hv === '') throw new UsageError('--hv requires a name, such as libvirt');
}

function checkMetricsOptions({ write, output, compress, extended, pretty }: CollectOptions): void {
  if (write && output === undefined) {
    throw new UsageError(
      '-w with --format prometheus has no default file: add -o FILE.prom, in the directory of the textfile collector',
    );
  }
  const other = compress ? '-c' : extended ? '--extended' : pretty ? '--pretty' : undefined;
  if (other !== undefined)
    throw new UsageError(`${other} is for records: leave it out with --format prometheus`);
}

/** A snapshot in the format that was asked for. */
interface Collected {
  /** With its line end. */
  readonly text: string;
  /** What LibreNMS reads over SNMP; `undefined` where there is no such form. */
  readonly compress: (() => Promise<string>) | undefined;
  /** A guest has answered, or there is none. */
  readonly isGood: boolean;
}

async function encode(
  snapshot: Snapshot,
  options: CollectOptions,
  warn: (line: string) => void,
): Promise<Collected> {
  const { hv, extended, pretty } = options;
  const record = encodeHvMonitor(snapshot, { hv, extended });
  const isGood = record.error === 0;
  if (options.format === 'prometheus') {
    const { encodePrometheus } = await import('../../formats/prometheus/prometheus.js');
    // node_exporter has process_… of its own: it would leave these out, and log an error at each scrape.
    const withoutSelf = { ...snapshot, self: undefined };
    const text = encodePrometheus(withoutSelf, { metrics: 'qgauge', format: 'text' });
    return { text, isGood, compress: undefined };
  }
  for (const name of findOverlongNames(record)) warn(describeOverlong(name));
  const json = formatHvMonitor(record, pretty);
  return { text: `${json}\n`, isGood, compress: () => compressed64(json) };
}

function describeOverlong(name: string): string {
  return `${shownName({ name })}: the name is too long for LibreNMS, which keeps 64 characters of VMs_<name>_<metric>`;
}

/** @returns whether every file that was asked for is written */
async function output(collected: Collected, options: CollectOptions, context: Context): Promise<boolean> {
  const { text, compress } = collected;
  const file = options.output ?? (options.write ? DEFAULT_FILE : undefined);
  const compressed = options.compress || file !== undefined ? await compress?.() : undefined;
  const failure = file === undefined ? undefined : await write(file, text, compressed, context);
  if (!options.quiet) context.out(options.compress ? `${compressed}\n` : text);
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
  text: string,
  compressed: string | undefined,
  { signal }: Context,
): Promise<string | undefined> {
  const { OutputError, writeFilesAtomically } = await import('../../sinks/file/atomic-file.js');
  const { COMPRESSED_SUFFIX } = await import('../../formats/hv-monitor/compress.js');
  const beside =
    compressed === undefined ? [] : [{ path: `${path}${COMPRESSED_SUFFIX}`, text: `${compressed}\n` }];
  try {
    await writeFilesAtomically([{ path, text }, ...beside], signal);
    return undefined;
  } catch (error) {
    if (error instanceof OutputError) return messageOf(error);
    throw error;
  }
}
