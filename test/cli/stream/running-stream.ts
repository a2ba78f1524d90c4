import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import { MAIN, type Run, readDeniedMs } from '../../run-qgauge.js';

/** A `qgauge stream` that goes on, with what it has said so far. */
export interface RunningStream {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until so many lines are on standard output. */
  readonly untilLines: (count: number) => Promise<void>;
  /** Waits until standard error has the text. */
  readonly untilTold: (text: string) => Promise<void>;
  /** Sends the signal, and resolves to the exit status and how long the end took. */
  readonly end: (signal?: NodeJS.Signals) => Promise<Pick<Run, 'status' | 'ms' | 'deniedMs'>>;
}

export function startStream(args: readonly string[]): RunningStream {
  const child = spawn(process.execPath, [MAIN, 'stream', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const closed = once(child, 'close');
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  return {
    child,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    untilLines: (count) =>
      expect.poll(() => texts.stdout.split('\n').length - 1, WAIT).toBeGreaterThanOrEqual(count),
    untilTold: (text) => expect.poll(() => texts.stderr, WAIT).toContain(text),
    end: async (signal = 'SIGTERM') => {
      const [startedAt, deniedBeforeMs] = [performance.now(), readDeniedMs()];
      child.kill(signal);
      const [status] = await closed;
      return { status, ms: performance.now() - startedAt, deniedMs: readDeniedMs() - deniedBeforeMs };
    },
  };
}

const WAIT = { timeout: 90_000, interval: 20 };
