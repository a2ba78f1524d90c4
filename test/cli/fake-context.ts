import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { onTestFinished, vi } from 'vitest';
import type { Context } from '../../src/cli/context.js';
import { ProgressLine } from '../../src/terminal/progress.js';
import { FakeInput, FakeOutput } from '../terminal/fake-terminal.js';

/** The world of a command that writes to a pipe, until it is ended. */
export function fakePipe() {
  const controller = new AbortController();
  const warnings: string[] = [];
  const written: string[] = [];
  const context: Context = {
    out: (text) => void written.push(text),
    warn: (lines) => void warnings.push(lines),
    signal: controller.signal,
    stdout: new PassThrough(),
    terminal: undefined,
    progress: new ProgressLine(),
    onReload: () => ({ [Symbol.dispose]: () => undefined }),
    configFile: '/nonexistent',
  };
  return { context, warnings, written, end: () => controller.abort(new Error('interrupted by SIGINT')) };
}

/** The same of one that writes to a terminal of colours. */
export function fakeTerminal(columns = 80) {
  vi.stubEnv('NO_COLOR', '');
  vi.stubEnv('LC_ALL', 'C.UTF-8');
  vi.stubEnv('TERM', 'xterm-256color');
  onTestFinished(() => void vi.unstubAllEnvs());
  const input = new FakeInput();
  const output = new FakeOutput();
  output.columns = columns;
  const pipe = fakePipe();
  // Of Node's streams commands use what the fakes have.
  const terminal = { input: input as unknown as ReadStream, output: output as unknown as WriteStream };
  return { ...pipe, input, output, context: { ...pipe.context, terminal } };
}
