import { encodeHvMonitor, findOverlongNames, formatHvMonitor } from '../../formats/hv-monitor/hv-monitor.js';
import type { HvMonitorRecord } from '../../formats/hv-monitor/record.js';
import type { Snapshot } from '../../model/snapshot.js';
import { takeSnapshot } from '../../poll/take-snapshot.js';
import { type Address, parseAddress } from '../../protocol/transport/address.js';
import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { timeLeftMs } from '../time-left.js';
import { UsageError } from '../usage.js';
import type { CollectOptions } from './command.js';

/** Characters of a name in a message; more would only fill the line. */
const MAX_NAME = 100;

/** Prints one HV::Monitor record, and with --write writes it to files. */
export async function collect(options: CollectOptions, context: Context): Promise<number> {
  const sockets = checkOptions(options, context);
  const snapshot = await takeSnapshot({
    sockets,
    timeoutMs: timeLeftMs(options.timeout),
    pollingSeconds: options.interval,
    agent: true,
    signal: context.signal,
  });
  const record = encodeHvMonitor(snapshot, { hv: options.hv, extended: options.extended });
  warnOf(snapshot, record, context);
  const isWritten = await output(record, options, context);
  return record.error === 0 && isWritten ? EXIT.ok : EXIT.failed;
}

function checkOptions(options: CollectOptions, context: Context): readonly Address[] {
  if (options.quiet && !options.write) {
    throw new UsageError('-q without -w would neither print nor write the record: add -w, or leave out -q');
  }
  if (options.backend === 'libvirt') context.warn('-b libvirt: qgauge asks QEMU directly, as with -b qemu');
  else if (options.backend !== 'qemu') {
    throw new UsageError(`'${options.backend}' is not a valid backend: the only backend is qemu`);
  }
  if (options.hv === '') throw new UsageError('--hv requires a name, such as libvirt');
  return options.socket.map(parseAddress);
}

function warnOf({ guests, warnings }: Snapshot, record: HvMonitorRecord, { warn }: Context): void {
  for (const { name, problem, qemu } of guests) {
    const guest = terminalSafe(name, MAX_NAME);
    if (problem) warn(`${guest}: ${problem.message}`);
    for (const { part, why } of qemu?.failures ?? []) warn(`${guest}: ${part}: ${why}`);
  }
  for (const warning of warnings) warn(warning);
  for (const name of findOverlongNames(record)) {
    warn(
      `${terminalSafe(name, MAX_NAME)}: the name is too long for LibreNMS, which keeps 64 characters of VMs_<name>_<metric>`,
    );
  }
}

/** @returns whether every file that was asked for is written */
async function output(record: HvMonitorRecord, options: CollectOptions, context: Context): Promise<boolean> {
  const json = formatHvMonitor(record, options.pretty);
  const compressed = options.compress || options.write ? await compressed64(json) : '';
  const failure = options.write ? await write(options.output, json, compressed, context) : undefined;
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
  const files = [
    { path, text: `${json}\n` },
    { path: `${path}.snmp`, text: `${compressed}\n` },
  ];
  try {
    await writeFilesAtomically(files, signal);
    return undefined;
  } catch (error) {
    if (error instanceof OutputError) return messageOf(error);
    throw error;
  }
}
