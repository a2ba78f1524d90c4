import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { QemuRefusal } from './refusal.js';

/** A file with the number of this process, which it removes at its end. */
export interface PidFile {
  remove(): void;
}

/**
 * Writes this process's number, as -pidfile. Unlike QEMU it does not lock the file.
 *
 * @throws {QemuRefusal} when the file cannot be written
 */
export function writePidFile(path: string): PidFile {
  try {
    writeFileSync(path, `${process.pid}\n`, { mode: 0o600 });
    const file = realpathSync(path);
    return { remove: () => rmSync(file, { force: true }) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = REASONS.get(code) ?? (cause instanceof Error ? cause.message : String(cause));
    throw new QemuRefusal(`cannot create PID file: Cannot open pid file: ${why}`);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'No such file or directory'],
  ['EACCES', 'Permission denied'],
  ['EISDIR', 'Is a directory'],
  ['ENOTDIR', 'Not a directory'],
]);
