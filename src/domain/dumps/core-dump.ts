import { lstatSync, type Stats, statfsSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../../protocol/qmp/errors.js';
import { readDump, readDumpFormats } from '../../qemu/dump.js';
import { readRunStatus } from '../../qemu/status.js';
import { asRecord, asString } from '../../support/decode.js';
import { QgaugeError } from '../../support/errors.js';
import { didYouMean } from '../../support/nearest-word.js';
import { describeSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { info } from '../info.js';

/** The memory of a large guest takes minutes; a dump cannot be cancelled. */
const USUAL_MS = 1_800_000;

/** QEMU has begun to dump the memory, and failed. */
export class DumpFailedError extends QgaugeError {
  constructor(why: string) {
    super('ERR_DUMP_FAILED', `the dump has failed: ${terminalSafe(why, 300)}`);
  }
}

/** How to dump a guest's memory. */
export interface CoreDumpOptions extends CallOptions {
  /** One of those of {@link DumpInfo} (default: elf). */
  readonly format?: string | undefined;
  /** Also over a file that exists, or where there may be too little space (default: false). */
  readonly force?: boolean | undefined;
}

/** A dump that is complete. */
export interface CoreDump {
  readonly file: string;
  readonly format: string;
  /** Of the memory that was dumped. */
  readonly memoryBytes: number | undefined;
  /** The length of the file; `undefined` where it is not visible from here. */
  readonly fileBytes: number | undefined;
}

/**
 * Dumps the guest's memory into a file on QEMU's host: dump-guest-memory. **The guest stands still** until it is done, and cannot be
 * let run meanwhile; a dump cannot be cancelled. QEMU owns the file, which its user alone may read.
 *
 * @param file an absolute path, as QEMU sees it
 * @throws {ControlRefusedError} when QEMU lacks the format, the directory is missing, the file exists, another dump is under way,
 *   or the memory does not fit on the file system
 * @throws {ControlError} when it fails; what was written is removed. At the deadline, QEMU goes on
 */
export async function coreDump(
  reach: ControlReach,
  file: string,
  { format = 'elf', force = false, ...options }: CoreDumpOptions = {},
): Promise<CoreDump> {
  const { qmp, options: ask } = reach;
  return reach.control.call('coreDump', { usualMs: USUAL_MS, ...options }, async (call) => {
    await checkDump(reach, format);
    const ownPath = await checkFile(reach, file, format, force);
    const existed = ownPath !== undefined && isPresent(ownPath);
    const { isRunning } = await readRunStatus(qmp, ask);
    const advice =
      "'qgauge dom dump-info' shows whether the dump goes on; until it has ended, the guest stands still";
    const args = { paging: false, protocol: `file:${file}`, detach: true, format };
    try {
      await call.qemu('dump-guest-memory', args, { advice });
      await waitForDump(call, reach);
    } catch (error) {
      // Of one that may go on, such as after a lost connection, the file stays.
      const isOver = error instanceof CommandError || error instanceof DumpFailedError;
      if (isOver && !existed) remove(ownPath);
      throw error;
    }
    if (isRunning)
      await call.until('the guest to run again', {
        event: ({ event }) => (event === 'RESUME' ? true : undefined),
        query: async () => ((await readRunStatus(qmp, ask)).isRunning ? true : undefined),
      });
    const { totalBytes } = await readDump(qmp, ask);
    return { file, format, memoryBytes: totalBytes, fileBytes: statOf(ownPath)?.size };
  });
}

async function checkDump({ qmp, options, name }: ControlReach, format: string): Promise<void> {
  const [formats, { status }] = await Promise.all([readDumpFormats(qmp, options), readDump(qmp, options)]);
  if (!formats.includes(format)) {
    const why = `this QEMU cannot write a dump as ${terminalSafe(format, 30)}: it has ${formats.join(', ')}`;
    throw new UnsupportedError(name, `${why}${didYouMean(format, formats)}`);
  }
  if (status === 'active')
    throw new ControlRefusedError(name, "a dump is under way: 'qgauge dom dump-info' shows how far it is");
}

/** @returns the path for this process; `undefined` where it cannot see what QEMU sees */
async function checkFile(
  reach: ControlReach,
  file: string,
  format: string,
  force: boolean,
): Promise<string | undefined> {
  const { process: qemu, procRoot, name } = reach;
  const refuse = (why: string) => new ControlRefusedError(name, why);
  const shown = terminalSafe(file, 500);
  if (!file.startsWith('/'))
    throw refuse(`${shown} is not an absolute path: QEMU has a directory of its own`);
  if (qemu === undefined) return undefined;
  const root = join(procRoot, String(qemu.pid), 'root');
  if (statOf(root) === undefined) return undefined;
  const ownPath = join(root, file);
  const directory = statOf(dirname(ownPath));
  if (directory === undefined || !directory.isDirectory())
    throw refuse(`QEMU sees no directory ${terminalSafe(dirname(file), 500)}`);
  if (isPresent(ownPath) && !force)
    throw refuse(`${shown} exists: choose another name, or use force (--force)`);
  const needed = format === 'elf' ? (await info(reach)).maxMemoryBytes : undefined;
  const { bavail, bsize } = statfsSync(dirname(ownPath));
  const free = bavail * bsize;
  if (needed !== undefined && free < needed && !force)
    throw refuse(
      `the file system of ${shown} has ${describeSize(free)} left, and the memory is ${describeSize(needed)}; to try, use force (--force)`,
    );
  return ownPath;
}

/** The event has the reason of a failure, which query-dump has not. */
async function waitForDump(call: ControlCall, { qmp, options }: ControlReach): Promise<void> {
  let hasFailed = false;
  const outcome = await call.until('the dump', {
    event: ({ event, data }) => {
      if (event !== 'DUMP_COMPLETED') return undefined;
      const { error, result } = asRecord(data) ?? {};
      const { status } = asRecord(result) ?? {};
      return { status: asString(status), why: asString(error) };
    },
    query: async () => {
      const { status, completedBytes: done, totalBytes: total } = await readDump(qmp, options);
      if (status === 'active') {
        call.progress('dumped', { done, total });
        return undefined;
      }
      if (status === 'completed') return { status, why: undefined };
      // The event is on its way.
      const isLost = hasFailed;
      hasFailed = status === 'failed';
      return isLost ? { status, why: undefined } : undefined;
    },
  });
  if (outcome === undefined || outcome.status === 'completed') return;
  throw new DumpFailedError(outcome.why ?? 'QEMU does not tell why');
}

/** Also as a link that leads nowhere. */
function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function statOf(path: string | undefined): Stats | undefined {
  try {
    return path === undefined ? undefined : statSync(path);
  } catch {
    return undefined; // not there, or not for this user
  }
}

function remove(path: string | undefined): void {
  try {
    if (path !== undefined) unlinkSync(path);
  } catch {
    // It was not written.
  }
}
