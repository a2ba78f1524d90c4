import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../support/errors.js';
import { OutputError } from '../file/atomic-file.js';

/** How often another process may be quicker before this one gives up. */
const ATTEMPTS = 10;

/**
 * Says that a spool is in use: a file that names a process and when it began, because a dead one's number is given to
 * another sooner or later. The lock of a process that is no more does not count. It holds among processes that see the
 * same /proc: two containers must not share a spool.
 */
export class SpoolLock {
  readonly #path: string;

  /** @throws {OutputError} when a living process holds it, this one included */
  static take(directory: string): SpoolLock {
    const path = join(directory, 'lock');
    const own = `${path}.${process.pid}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (tryTake(path, own)) return new SpoolLock(path);
      const holder = readIfThere(path);
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

/** A link appears with its content, and not where something is already. */
function tryTake(path: string, own: string): boolean {
  unlinkIfThere(own);
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

/** Moves the lock aside to look at it: what another process has just put in its place goes back. */
function removeStale(path: string, own: string, stale: string): void {
  try {
    renameSync(path, own);
    if (readFileSync(own, 'utf8') !== stale) linkSync(own, path);
    unlinkSync(own);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** The pid and its start, in clock ticks since the machine's: `4711 89213`. */
function describe(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything; after it come the state and, as the 20th field, the start.
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

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}
