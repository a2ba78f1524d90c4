import { execFile } from 'node:child_process';
import { errnoOf, QgaugeError } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** A program of this host, such as `tc`, did not do what it was asked for; the message has what it said. */
export class ProgramError extends QgaugeError {
  /** Whether it has said so by its exit status; one that was ended may have done it before. */
  readonly isRefusal: boolean;

  constructor(program: string, why: string, isRefusal = false) {
    super('ERR_PROGRAM', `${program}: ${why}`);
    this.isRefusal = isRefusal;
  }
}

/** What a program of this host has printed, and its exit status. */
export interface ProgramOutput {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  /** It is ended after this long. */
  readonly timeoutMs: number;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** More than any of these programs prints. */
const MAX_BYTES = 1024 * 1024;

/**
 * Runs a program of this host without a shell, in English; resolves to `undefined` when it is not installed.
 *
 * @throws {ProgramError} when it does not end in time, by itself, or prints without end
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { timeoutMs, signal }: ProgramOptions,
): Promise<ProgramOutput | undefined> {
  const env = { ...process.env, PATH: searchPath(process.env.PATH), LC_ALL: 'C' };
  const options = { env, timeout: timeoutMs, maxBuffer: MAX_BYTES, signal };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const status = error?.code ?? 0;
      if (signal?.aborted) reject(signal.reason);
      else if (typeof status === 'number' && !error?.killed && !error?.signal)
        resolve({ status, stdout, stderr });
      else if (errnoOf(error) === 'ENOENT') resolve(undefined);
      else if (error?.killed)
        reject(new ProgramError(program, `it was ended: not done within ${timeoutMs} ms`));
      else reject(new ProgramError(program, terminalSafe(error?.message ?? 'it was ended')));
    });
  });
}

/**
 * Where to look for programs. On Debian only root has the folders of tc in PATH, but any user can run it. An empty or relative
 * folder is left out: what lies in the current directory is not a program of this host.
 */
export function searchPath(path = '/usr/bin:/bin'): string {
  const folders = path.split(':').filter((folder) => folder.startsWith('/'));
  return [...folders, '/usr/sbin', '/sbin'].join(':');
}

/** The first line that a program has printed on standard error, for a message. */
export function complaintOf({ stderr, status }: ProgramOutput): string {
  const line = stderr.split('\n').find((text) => text.trim() !== '');
  return line === undefined ? `exit status ${status}` : terminalSafe(line.trim());
}
