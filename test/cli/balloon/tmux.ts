import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { runCommand } from '../../lab/run-command.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** A terminal with a shell in it, on a tmux server of its own that ends with the test. */
export interface Tmux {
  /** Types keys by tmux's names, or text. */
  readonly type: (...keys: readonly string[]) => Promise<void>;
  /** What is to be seen, without blanks at the ends of lines. */
  readonly screen: () => Promise<string>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** tmux's own variables, such as `cursor_flag`: whether the cursor is visible. */
  readonly ask: (variable: string) => Promise<string>;
}

export async function startTmux({ columns = 100, rows = 30 } = {}): Promise<Tmux> {
  const socket = join(await temporaryDirectory(), 'tmux');
  const tmux = (...args: readonly string[]) => runCommand('tmux', ['-S', socket, '-f', '/dev/null', ...args]);
  const shell = "exec env -u TMUX PS1='$ ' HISTFILE= sh";
  const size = ['-x', String(columns), '-y', String(rows)];
  await tmux('-u', 'new-session', '-d', ...size, shell);
  onTestFinished(async () => {
    // Only where it has not ended with its shell.
    await tmux('kill-server').catch(() => undefined);
  });
  const screen = async () => {
    const text = await tmux('capture-pane', '-p');
    return text.replace(/[ \t]+$/gm, '').trimEnd();
  };
  // What is typed before the shell reads is echoed twice.
  await expect.poll(screen, { timeout: 20_000 }).toBe('$');
  return {
    screen,
    type: async (...keys) => {
      await tmux('send-keys', ...keys);
    },
    resize: async (width, height) => {
      await tmux('resize-window', '-x', String(width), '-y', String(height));
    },
    ask: async (variable) => (await tmux('display', '-p', `#{${variable}}`)).trim(),
  };
}
