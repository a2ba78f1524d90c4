import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findCheckoutRoot } from '../lab/checkout.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** The program of the guest. */
export const CLIENT = join(findCheckoutRoot(), 'guest', 'qgauge-guest');

/** A shell, with the programs that are there beside it. */
export interface GuestShell {
  readonly name: string;
  /** Returns the PATH in which `sh` is this shell. */
  readonly path: () => Promise<string>;
}

/** A shell of this host, with the host's own programs. */
export function hostShell(name: string, file: string): GuestShell {
  return { name, path: async () => `${await linksTo({ sh: file })}:/usr/bin:/bin` };
}

/** A busybox alone: whatever the client needs has to be in it. */
export function busyboxShell(file: string): GuestShell {
  return {
    name: 'busybox ash',
    path: () =>
      linksTo(Object.fromEntries(['sh', 'timeout', 'sleep', 'date'].map((applet) => [applet, file]))),
  };
}

/** How a run of the client has ended. */
export interface ClientRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the client in a shell, with the port at a path. */
export async function runClient(
  shell: GuestShell,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ClientRun> {
  const options = { env: { PATH: await shell.path(), TZ: 'UTC', ...env } };
  const file = join(options.env.PATH.split(':')[0] ?? '', 'sh');
  return new Promise((resolve) => {
    const child = execFile(file, [CLIENT, ...args], options, (_, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** Runs the client as a job of a shell does, and interrupts the job, as Ctrl+C does, once something has happened. */
export async function interruptClient(
  shell: GuestShell,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  happens: () => Promise<unknown>,
): Promise<void> {
  const PATH = await shell.path();
  const child = spawn(join(PATH.split(':')[0] ?? '', 'sh'), [CLIENT, ...args], {
    env: { PATH, ...env },
    detached: true,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await happens();
  process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
  await ended;
}

async function linksTo(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await temporaryDirectory();
  for (const [name, file] of Object.entries(files)) await symlink(file, join(directory, name));
  return directory;
}
