import { spawn } from 'node:child_process';
import { separateQemuArguments } from './qemu-arguments.js';

/** Set for the process that -daemonize leaves behind. */
const DAEMON = 'QGAUGE_MOCK_DAEMON';

/** Set by a launcher, to its path: a daemon is started by it again, so that its command line is that of a QEMU too. */
export const LAUNCHER = 'QGAUGE_MOCK_LAUNCHER';

/** Whether this process is the one that -daemonize leaves behind. */
export function isDaemon(): boolean {
  return process.env[DAEMON] !== undefined && process.send !== undefined;
}

/** What the daemon reports to the process that has started it; `undefined` when it is up. */
interface Report {
  readonly failure?: string;
}

/** The daemon is up: lets the process end that has started it. */
export function reportUp(): Promise<void> {
  return report({});
}

/** The daemon cannot start. */
export function reportFailure(failure: string): Promise<void> {
  return report({ failure });
}

/**
 * Starts this command again as a daemon in a session of its own, and resolves when it is up, to `undefined`, or has failed,
 * to its message.
 *
 * @param program what the daemon calls itself
 * @param descriptors that it inherits under their numbers
 */
export function startDaemon(program: string, descriptors: readonly number[]): Promise<string | undefined> {
  // Its output ends at once: who reads ours to its end must not wait for the end of the daemon.
  const last = Math.max(2, ...descriptors);
  const files = Array.from({ length: last + 1 }, (_, fd) => (descriptors.includes(fd) ? fd : 'ignore'));
  const child = spawn(process.execPath, [...process.execArgv, ...commandLine()], {
    argv0: program,
    detached: true,
    env: { ...process.env, [DAEMON]: '1' },
    stdio: [...files, 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => resolve('the daemon has ended while it started'));
    child.on('message', ({ failure }: Report) => {
      child.disconnect();
      child.unref();
      resolve(failure);
    });
  });
}

/** What this process was started with, after the name of the program. */
function commandLine(): readonly string[] {
  const [, script = '', ...args] = process.argv;
  const separated = separateQemuArguments(args);
  const launcher = process.env[LAUNCHER];
  if (launcher === undefined) return [script, ...separated];
  return [launcher, ...separated.slice(separated.indexOf('--') + 1)];
}

/** Resolves when the other process has received it: it then closes the channel. */
function report(message: Report): Promise<void> {
  return new Promise((resolve) => {
    process.once('disconnect', resolve);
    process.send?.(message);
  });
}
