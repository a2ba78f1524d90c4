import { normalize } from 'node:path';
import { MAX_SECONDS } from '../support/duration.js';
import {
  type DeclaredConfig,
  type DeclaredGuest,
  type DeclaredSink,
  TIMEOUT_NAMES,
} from './declared-config.js';
import { type ConfigProblem, type DataPath, formatPath, show } from './problem.js';
import { decodeDuration, decodePolling, decodeSize } from './quantities.js';
import { findTargetProblem, isPort } from './sink-target.js';

/** The rules that a schema cannot tell: what fits together, and what is in range. */
export function findRuleProblems(config: DeclaredConfig): readonly ConfigProblem[] {
  const { interval, slowInterval, timeouts = {}, polling, guests = [], sinks = [] } = config;
  return [
    ...intervalProblems(interval),
    ...durationProblems(slowInterval, ['slowInterval']),
    ...TIMEOUT_NAMES.flatMap((name) => durationProblems(timeouts[name], ['timeouts', name])),
    ...pollingProblems(polling),
    ...guests.flatMap(guestProblems),
    ...takenTwice(guests.map(({ name }, at) => ({ path: ['guests', at, 'name'], key: name }))),
    ...takenTwice(
      guests.map(({ address }, at) => ({ path: ['guests', at, 'address'], key: plainAddress(address) })),
    ),
    ...discoverProblems(config),
    ...sinks.flatMap(sinkProblems),
    ...takenTwice(sinks.map((sink, at) => ({ path: ['sinks', at], key: placeOf(sink) }))),
    ...takenTwice(
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
  return [
    { path, message: `${show(interval)} is too short: every guest pays for each sweep; at least 100ms` },
  ];
}

function durationProblems(duration: unknown, path: DataPath): readonly ConfigProblem[] {
  if (duration === undefined || decodeDuration(duration) !== undefined) return [];
  return [{ path, message: `${show(duration)} is no duration above 0 and up to ${MAX_SECONDS}s` }];
}

function pollingProblems(polling: unknown): readonly ConfigProblem[] {
  if (polling === undefined || decodePolling(polling) !== undefined) return [];
  return [
    { path: ['polling'], message: `${show(polling)} is no polling interval from 1s to ${2 ** 32 - 1}s` },
  ];
}

function guestProblems({ name, address, expected }: DeclaredGuest, at: number): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const port = Number(/^tcp:.*:(\d+)$/.exec(address)?.[1] ?? 1);
  if (!isPort(port)) {
    problems.push({ path: ['guests', at, 'address'], message: `port ${port} is none from 1 to 65535` });
  }
  if (expected && name === undefined) {
    const message = "'name' is missing: a guest that is expected needs the name that it is missed by";
    problems.push({ path: ['guests', at], message });
  }
  return problems;
}

function plainAddress(address: string): string {
  return address.replace(/^unix:(?=\/)/, '');
}

/** What only one may have, and another has already. */
function takenTwice(
  owners: readonly { readonly path: DataPath; readonly key: string | undefined }[],
): readonly ConfigProblem[] {
  const first = new Map<string, DataPath>();
  return owners.flatMap(({ path, key }): readonly ConfigProblem[] => {
    if (key === undefined) return [];
    const owner = first.get(key);
    first.set(key, owner ?? path);
    return owner === undefined ? [] : [{ path, message: `${show(key)} is taken by ${formatPath(owner)}` }];
  });
}

function discoverProblems({ discover, guests }: DeclaredConfig): readonly ConfigProblem[] {
  if (discover !== false || guests !== undefined) return [];
  return [{ path: ['discover'], message: "false leaves nobody to ask: name 'guests', or leave it out" }];
}

function sinkProblems(
  { output = 'stdout', target, spool }: DeclaredSink,
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
    const message = `a spool is for output: tcp, not for ${output}: leave it out`;
    problems.push({ path: [...path, 'spool'], message, isKey: true });
  }
  if (limit !== undefined && decodeSize(limit) === undefined) {
    problems.push({
      path: [...path, 'spool', 'limit'],
      message: `${show(limit)} is no size that can be had`,
    });
  }
  return problems;
}

/** Where two sinks would get into each other's way: a file, or the spool that a target has by default. */
function placeOf({ output = 'stdout', target, spool }: DeclaredSink): string | undefined {
  if (output === 'stdout') return 'standard output';
  if (output === 'tcp') return spool === undefined ? target : undefined;
  return output === 'file' && target !== undefined ? normalize(target) : undefined;
}
