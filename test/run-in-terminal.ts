import { spawn } from 'node:child_process';
import { onTestFinished, vi } from 'vitest';
import { MAIN } from './run-qgauge.js';

/** A command in a pseudo-terminal of script(1), which ends with the test. */
export interface TerminalRun {
  /** Everything that it has written, with its escape sequences. */
  output(): string;
  type(keys: string): void;
  /** Waits until the output matches. */
  waitFor(pattern: RegExp): Promise<void>;
  readonly ended: Promise<number | null>;
}

/** The size of the terminal, and what differs in the environment of a colour terminal. */
export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the built command as a user does at a terminal. */
export function runInTerminal(
  args: readonly string[],
  { columns = 80, rows = 24, env = {} }: TerminalOptions = {},
): TerminalRun {
  const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const script = `stty cols ${columns} rows ${rows}; exec ${command}`;
  const child = spawn('script', ['-qefc', script, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', NO_COLOR: '', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    output: () => output,
    type: (keys) => void child.stdin.write(keys),
    waitFor: async (pattern) => {
      await vi.waitUntil(() => pattern.test(output), { timeout: 90_000, interval: 20 });
    },
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
}

/** The lines of an output, as they are read. */
export function linesOf(output: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken off
  const text = output.replace(/\u001b\[[\d;?]*[a-zA-Z]/g, '');
  return text.trimEnd().split('\r\n');
}
