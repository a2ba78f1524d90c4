import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** On Debian only root has these in PATH, but any user can run the tools in them. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin'];

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/**
 * Runs a program without a shell and resolves to its standard output.
 *
 * Messages are in English in every locale, because callers parse them.
 *
 * @throws {Error} with the last lines of standard error when the program cannot start or ends with a status other than 0
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const child = spawn(findCommand(command) ?? command, args, {
    cwd: options.cwd,
    env: { ...process.env, LC_ALL: 'C', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A program that ends without reading its input is judged by its exit status, not by the broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const [output, complaint, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status === 0) return output;
  const detail = complaint.trim().split('\n').slice(-5).join('; ');
  throw new Error(`${command} ${args.slice(0, 6).join(' ')} failed with status ${status}: ${detail}`);
}

/** The absolute path of a program, or undefined when it is not installed. */
export function findCommand(name: string): string | undefined {
  const { PATH = '' } = process.env;
  const folders = [...PATH.split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
