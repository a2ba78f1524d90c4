import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readProcStat } from '../../linux/proc-stat.js';
import { sleep, untilAborted } from '../../support/deadline.js';
import { errnoOf } from '../../support/errors.js';

/** How often a turn is tried for that another process has. */
const RETRY_MS = 50;

/** The end of the last turn at each guest, in this process. */
const lastTurns = new Map<string, Promise<void>>();

/** Where to take turns. */
export interface TurnOptions {
  /** Identifies the guest, as part of a file name. */
  readonly key: string;
  /** Holds a file for each guest that has a call under way; it is made where that is possible. */
  readonly lockDirectory: string;
  readonly procRoot: string;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/**
 * Waits until no other control call of this guest is under way, in this process or another one of this host. Dispose of the
 * result to let the next one begin.
 *
 * @throws the signal's reason
 */
export async function takeTurn({ key, lockDirectory, procRoot, signal }: TurnOptions): Promise<Disposable> {
  const before = lastTurns.get(key) ?? Promise.resolve();
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const mine = before.then(() => ended);
  lastTurns.set(key, mine);
  const leave = () => {
    end();
    // Who gives up waiting leaves the one before at work: the next one waits for that.
    void mine.then(() => {
      if (lastTurns.get(key) === mine) lastTurns.delete(key);
    });
  };
  try {
    await untilAborted(before, signal);
    const unlock = await lock(join(lockDirectory, `${key}.lock`), procRoot, signal);
    return {
      [Symbol.dispose]: () => {
        unlock();
        leave();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}

/** A lock is a file that names its process. One whose process has ended does not count. */
async function lock(path: string, procRoot: string, signal: AbortSignal): Promise<() => void> {
  const mine = `${process.pid} ${startOf(procRoot, process.pid)}\n`;
  while (!tryToWrite(path, mine)) {
    signal.throwIfAborted();
    const holder = readHolder(path);
    if (holder !== undefined && !isAlive(holder, procRoot)) removeStale(path, holder);
    else await sleep(RETRY_MS, signal);
  }
  return () => {
    if (readHolder(path) === mine) remove(path);
  };
}

/**
 * Returns false when another process has the lock; a place where none can be written needs none. It appears with its text in
 * it, so that nobody takes one that is being written for a stale one.
 */
function tryToWrite(path: string, text: string): boolean {
  const own = `${path}.${process.pid}`;
  try {
    makeDirectory(dirname(dirname(path)));
    makeDirectory(dirname(path));
    writeFileSync(own, text, { mode: 0o600 });
    linkSync(own, path);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'EEXIST';
  } finally {
    remove(own);
  }
}

/** Not `recursive`: where nothing can be made, such as in /proc, Node.js would try for ever. */
function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or was never there.
  }
}

function readHolder(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(holder: string, procRoot: string): boolean {
  const [pid = '', start] = holder.trim().split(' ');
  return start !== undefined && startOf(procRoot, Number(pid)) === start;
}

/** By renaming, which only one process can do: what it has moved may be a new lock by then, and is put back. */
function removeStale(path: string, stale: string): void {
  const moved = `${path}.${process.pid}`;
  try {
    renameSync(path, moved);
    if (readHolder(moved) !== stale) linkSync(moved, path);
  } catch (error) {
    if (!GONE.has(errnoOf(error))) throw error;
  } finally {
    remove(moved);
  }
}

/** Another process was faster. */
const GONE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'EEXIST']);

function startOf(procRoot: string, pid: number): string {
  return String(readProcStat(procRoot, pid)?.startTicks ?? '');
}
