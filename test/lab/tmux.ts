import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.js';

const run = promisify(execFile);

/** A real terminal of 100 columns and 30 rows with a shell in it, which ends with the test. */
export interface Terminal {
  /** Presses keys by their names in tmux (`Tab`, `Enter`, `C-d`), or pastes a text. */
  press(...keys: readonly string[]): Promise<void>;
  /** Types a text and presses Enter. */
  enter(text: string): Promise<void>;
  /** Returns the screen, without trailing blanks and blank lines. */
  screen(): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
  /** tmux's own variables, such as `cursor_flag`: whether the cursor is visible. */
  ask(variable: string): Promise<string>;
  /** Waits until the screen contains this. */
  waitFor(pattern: RegExp | string): Promise<void>;
}

const TIMEOUT_MS = 60_000;

/** @param command runs in the terminal, which ends with it */
export async function openTerminal(command: readonly string[]): Promise<Terminal> {
  // A separate server: neither the test nor another user of tmux can end the other's.
  const socket = join(await temporaryDirectory(), 'tmux');
  const tmux = (...args: readonly string[]) => run('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...args]);
  await tmux('new-session', '-d', '-x', '100', '-y', '30', ...command);
  onTestFinished(async () => {
    await tmux('kill-server').catch(() => undefined);
  });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await tmux('send-keys', key);
  };
  const screen = async () => {
    const { stdout } = await tmux('capture-pane', '-p');
    return stdout.replace(/[ \t]+$/gm, '').trimEnd();
  };
  return {
    press,
    screen,
    enter: (text) => press(text, 'Enter'),
    resize: async (columns, rows) => {
      await tmux('resize-window', '-x', String(columns), '-y', String(rows));
    },
    ask: async (variable) => (await tmux('display', '-p', `#{${variable}}`)).stdout.trim(),
    waitFor: async (pattern) => {
      const what =
        typeof pattern === 'string' ? expect.stringContaining(pattern) : expect.stringMatching(pattern);
      await expect.poll(screen, { timeout: TIMEOUT_MS }).toEqual(what);
    },
  };
}
