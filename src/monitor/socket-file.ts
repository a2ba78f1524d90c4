import { statSync } from 'node:fs';
import { resolveSocketPath } from '../discover/process-path.js';
import type { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { readProcStat } from '../linux/proc-stat.js';
import { errnoOf } from '../support/errors.js';

/** The way to a socket that still listens may be lost: its file was deleted or moved, or another process has the path now. */
export type Loss = 'deleted' | 'taken';

/** Finds out whether a listening unix socket can still be reached by its file; `undefined` when it can, or nothing is known. */
export function findLoss(
  procRoot: string,
  { process }: Target,
  { address, listening }: MonitorSocket,
  tables: SocketTables,
): Loss | undefined {
  if (process === undefined || listening?.path === undefined) return undefined;
  if (address.type !== 'unix' || address.path.startsWith('\0')) return undefined;
  const file = fileAt(address.path);
  if (file === 'missing') return 'deleted';
  if (file === undefined) return undefined;
  const { path, inode } = listening;
  const rivals = tables
    .unixAt(process, path)
    .filter((line) => line.state === 'listening' && line.inode !== inode);
  const holders = rivals.flatMap((line) => tables.holders.pidsOf(line.inode));
  // Two paths that read alike may be different files: each is relative to a directory, or in a mount namespace.
  const isTaken = holders.some(
    (pid) =>
      isLater(procRoot, pid, process.startTicks) && fileAt(resolveSocketPath(procRoot, pid, path)) === file,
  );
  return isTaken ? 'taken' : undefined;
}

/** Identifies a file; `undefined` when this user may not see it. */
function fileAt(path: string): string | 'missing' | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'missing' : undefined;
  }
}

/** The process that has begun later has bound the path later, as QEMU opens its sockets at the start. */
function isLater(procRoot: string, pid: number, startTicks: number): boolean {
  return (readProcStat(procRoot, pid)?.startTicks ?? 0) > startTicks;
}
