import { normalize } from 'node:path';
import { DEFAULT_OUTPUT, TIMEOUT_NAMES } from '../model/vocabulary.js';
import { MAX_SECONDS } from '../support/duration.js';
import type { DeclaredChannel, DeclaredConfig, DeclaredGuest, DeclaredSink } from './declared-config.js';
import { type ConfigProblem, type DataPath, formatPath, show } from './problem.js';
import { decodeDuration, decodePolling, decodeSize, MAX_POLLING_SECONDS } from './quantities.js';
import { findTargetProblem } from './sink-target.js';

/** struct sockaddr_un has 108 bytes. */
const MAX_PATH_BYTES = 107;

/** Checks the rules that a schema cannot express: combinations of keys, and ranges of quantities. */
export function findRuleProblems(config: DeclaredConfig): readonly ConfigProblem[] {
  const { interval, slowInterval, timeouts = {}, polling, guests = [], sinks = [] } = config;
  return [
    ...intervalProblems(interval),
    ...durationProblems(slowInterval, ['slowInterval']),
    ...TIMEOUT_NAMES.flatMap((name) => durationProblems(timeouts[name], ['timeouts', name])),
    ...pollingProblems(polling),
    ...guests.flatMap((guest, at) => guestProblems(guest, at, config)),
    ...duplicateProblems(guests.map(({ name }, at) => ({ path: ['guests', at, 'name'], key: name }))),
    ...duplicateProblems(
      guests.map(({ address }, at) => {
        return { path: ['guests', at, 'address'], key: address && plainAddress(address) };
      }),
    ),
    ...guests.flatMap((guest, at) => channelProblems(guest, ['guests', at])),
    ...duplicateProblems(
      guests.flatMap(({ channel = {} }, at) => channelPaths(channel, ['guests', at, 'channel'])),
    ),
    ...discoverProblems(config),
    ...sinks.flatMap(sinkProblems),
    ...duplicateProblems(
      sinks.flatMap((sink, at) => placesOf(sink).map((key) => ({ path: ['sinks', at], key }))),
    ),
    ...duplicateProblems(
      sinks.map(({ spool }, at) => {
        return { path: ['sinks', at, 'spool', 'directory'], key: spool && normalize(spool.directory) };
      }),
    ),
  ];
}

/** Each sweep makes every QEMU work. */
export const MIN_INTERVAL_SECONDS = 0.1;

function intervalProblems(interval: unknown): readonly ConfigProblem[] {
  const path = ['interval'];
  const seconds = interval === undefined ? undefined : decodeDuration(interval);
  if (seconds === undefined || seconds >= MIN_INTERVAL_SECONDS) return durationProblems(interval, path);
  const message = `${show(interval)} is too short: the minimum is 100ms, because each sweep costs every guest time`;
  return [{ path, message }];
}

function durationProblems(duration: unknown, path: DataPath): readonly ConfigProblem[] {
  if (duration === undefined || decodeDuration(duration) !== undefined) return [];
  const message = `${show(duration)} is not a valid duration: expected more than 0 and at most ${MAX_SECONDS}s`;
  return [{ path, message }];
}

function pollingProblems(polling: unknown): readonly ConfigProblem[] {
  if (polling === undefined || decodePolling(polling) !== undefined) return [];
  const message = `${show(polling)} is not a valid polling interval: expected 1s to ${MAX_POLLING_SECONDS}s`;
  return [{ path: ['polling'], message }];
}

const MAX_PORT = 65_535;

function guestProblems(
  guest: DeclaredGuest,
  at: number,
  { discover }: DeclaredConfig,
): readonly ConfigProblem[] {
  const { name, address, expected } = guest;
  if (address === undefined) return addressProblems(guest, ['guests', at], discover);
  const problems: ConfigProblem[] = [];
  const port = Number(/^tcp:.*:(\d+)$/.exec(address)?.[1] ?? 1);
  if (port < 1 || port > MAX_PORT) {
    const message = `port ${port} is out of range: expected 1 to ${MAX_PORT}`;
    problems.push({ path: ['guests', at, 'address'], message });
  }
  if (expected && name === undefined) {
    const message = "'name' is missing: an expected guest is reported as absent by its name";
    problems.push({ path: ['guests', at], message });
  }
  return problems;
}

/** A guest without an address is one that is discovered, of which the file says something. */
function addressProblems(
  { name, expected, hold, channel }: DeclaredGuest,
  path: DataPath,
  discover: boolean | undefined,
): readonly ConfigProblem[] {
  const why = (reason: string) => [{ path, message: `'address' is missing: ${reason}` }];
  if (name === undefined || (expected ?? hold ?? channel) === undefined)
    return why("a guest without one has a 'name', and 'hold', 'expected' or 'channel'");
  return discover === false ? why('with discover: false, no guest is found by its name') : [];
}

/** A channel is of a guest that has a name, by which its figures are found, has one end, and no switch without an effect. */
function channelProblems({ name, channel }: DeclaredGuest, path: DataPath): readonly ConfigProblem[] {
  if (channel === undefined) return [];
  const problems: ConfigProblem[] = [];
  if (name === undefined)
    problems.push({ path, message: "'name' is missing: a channel is of a guest with a name" });
  if ((channel.connect === undefined) === (channel.listen === undefined)) {
    const message = "expected 'connect' where QEMU listens, or 'listen' where it connects, and not both";
    problems.push({ path: [...path, 'channel'], message });
  }
  for (const { path: at, key = '' } of channelPaths(channel, [...path, 'channel'])) {
    if (Buffer.byteLength(key) > MAX_PATH_BYTES)
      problems.push({ path: at, message: `the path of a socket has at most ${MAX_PATH_BYTES} bytes` });
  }
  if (channel.groupPath && !channel.library) {
    const message = "has no effect without 'library: true': the path is one of the statistics 'guestlib'";
    problems.push({ path: [...path, 'channel', 'groupPath'], message });
  }
  return problems;
}

function channelPaths({ connect, listen }: DeclaredChannel, path: DataPath) {
  return Object.entries({ connect, listen }).map(([way, key]) => ({ path: [...path, way], key }));
}

function plainAddress(address: string): string {
  return address.replace(/^unix:(?=\/)/, '');
}

/** Finds keys that only one owner may have, and that occur again. */
function duplicateProblems(
  owners: readonly { readonly path: DataPath; readonly key: string | undefined }[],
): readonly ConfigProblem[] {
  const first = new Map<string, DataPath>();
  return owners.flatMap(({ path, key }): readonly ConfigProblem[] => {
    if (key === undefined) return [];
    const owner = first.get(key);
    first.set(key, owner ?? path);
    if (owner === undefined) return [];
    return [{ path, message: `${show(key)} is already used by ${formatPath(owner)}` }];
  });
}

function discoverProblems({ discover, guests }: DeclaredConfig): readonly ConfigProblem[] {
  if (discover !== false || guests !== undefined) return [];
  return [{ path: ['discover'], message: "false leaves no guest to query: add 'guests', or remove it" }];
}

function sinkProblems(
  { output = DEFAULT_OUTPUT, target, spool }: DeclaredSink,
  at: number,
): readonly ConfigProblem[] {
  const path = ['sinks', at];
  const limit = spool?.limit;
  const problems: ConfigProblem[] = [];
  const wrongTarget = findTargetProblem(output, target);
  if (wrongTarget !== undefined) {
    problems.push({ path: target === undefined ? path : [...path, 'target'], message: wrongTarget });
  }
  if (spool !== undefined && output !== 'tcp') {
    const message = `output ${output} takes no spool, only tcp does: remove it`;
    problems.push({ path: [...path, 'spool'], message, isKey: true });
  }
  if (limit !== undefined && decodeSize(limit) === undefined) {
    problems.push({ path: [...path, 'spool', 'limit'], message: `${show(limit)} is not a valid size` });
  }
  return problems;
}

/** Where two sinks would interfere with each other: the files of one, or the default spool of a tcp target. */
function placesOf({ printer, output = DEFAULT_OUTPUT, target, spool }: DeclaredSink): readonly string[] {
  if (output === 'stdout') return ['standard output'];
  if (target === undefined || output === 'udp') return [];
  if (output === 'tcp') return spool === undefined ? [target] : [];
  const file = normalize(target);
  return printer === 'hv-monitor' ? [file, `${file}.snmp`] : [file];
}
