import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findCheckoutRoot } from '../test/lab/checkout.js';
import { timed } from './statistics.js';

export const QGAUGE = join(findCheckoutRoot(), 'dist', 'bin', 'main.js');

/** Runs a program to its end, discards its output, and resolves to its wall time in milliseconds. */
export function timeProcess(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  return timed(
    () =>
      new Promise<void>((resolve, reject) => {
        // No state is kept, and no daemon of this host is asked, unless there is one to be measured.
        const none = { STATE_DIRECTORY: '/dev/null', QGAUGE_RUNTIME_DIRECTORY: '/dev/null' };
        const env = { ...process.env, ...none, ...environment };
        const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
        let complaint = '';
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          complaint += text;
        });
        child.on('error', reject);
        child.on('close', (status) => {
          if (status === 0) resolve();
          else reject(new Error(`${program} ended with ${status}: ${complaint}`));
        });
      }),
  );
}

/** Starts and ends a Node.js that does nothing. */
export function timeNothing(): Promise<number> {
  return timeProcess(process.execPath, ['-e', '0']);
}

/** Runs `qgauge collect` over sockets; without sockets it discovers every guest of the host. */
export function timeCollect(sockets: readonly string[]): Promise<number> {
  return timeProcess(process.execPath, [
    QGAUGE,
    'collect',
    ...sockets.flatMap((socket) => ['--socket', socket]),
  ]);
}
