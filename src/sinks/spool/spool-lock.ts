import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../support/errors.js';
import { OutputError } from '../file/atomic-file.js';

/** How often another process may take the lock first before this one gives up. */
const ATTEMPTS = 10;

/**
 * Marks a spool as in use: a file that names a process by its pid and start time, because pids are reused. The lock of
 * a process that has ended does not count. It works among processes that see the same /proc: two containers must not
 * share a spool.
 */
export class SpoolLock {
  readonly #path: string;

  /** @throws {OutputError} when a running process holds it, this one included */
  static take(directory: string): SpoolLock {
    const path = join(directory, 'lock');
    const own = `${path}.${process.pid}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (tryTake(path, own)) return new SpoolLock(path);
      const holder = readIfPresent(path);
      if (holder !== undefined && isAlive(holder)) {
        throw new OutputError(
          directory,
          `process ${holder.split(' ')[0]} uses this spool: end it, or name another directory for the spool`,
        );
      }
      if (holder !== undefined) removeStale(path, own, holder);
    }
    throw new OutputError(directory, 'other processes keep taking this spool: name another directory for it');
  }

  private constructor(path: string) {
    this.#path = path;
  }

  release(): void {
    unlinkSync(this.#path);
  }
}

/** A hard link appears with its content at once, and fails where something exists. */
function tryTake(path: string, own: string): boolean {
  unlinkIfPresent(own);
  writeFileSync(own, describe(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(own);
  }
}

/** Moves the lock aside to check it: a lock that another process has just put in its place goes back. */
function removeStale(path: string, own: string, stale: string): void {
  try {
    renameSync(path, own);
    if (readFileSync(own, 'utf8') !== stale) linkSync(own, path);
    unlinkSync(own);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** The pid, and its start in clock ticks since the machine's boot: `4711 89213`. */
function describe(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may contain anything; after it come the state and, as the 20th field, the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? `${pid} dead` : `${pid} ${fields[19]}`;
}

function isAlive(holder: string): boolean {
  const pid = Number(holder.split(' ')[0]);
  try {
    return Number.isSafeInteger(pid) && pid > 0 && describe(pid) === holder;
  } catch {
    return false;
  }
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function unlinkIfPresent(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}
