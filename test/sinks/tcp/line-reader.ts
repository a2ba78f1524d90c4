import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { waitFor } from '../../wait-for.js';

/** A process that reads what a sink sends. */
export interface LineReader {
  readonly port: number;
  /** What it has read so far; half a line at the end when it was killed in the middle. */
  readonly text: () => string;
  /** Resolves once it has accepted a connection. */
  connected(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a process that listens, accepts connections and reads them, until it is killed. */
export async function startLineReader(
  port = 0,
  how: 'eager' | 'slow' | 'deaf' = 'eager',
): Promise<LineReader> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'line-reader.mjs'), String(port), how]);
  let text = '';
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    log += part;
  });
  const closed = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  onTestFinished(kill);
  const listening = () => {
    const [, found] = /listening (\d+)/.exec(log) ?? [];
    if (found === undefined) throw new Error(`the reader does not listen: ${log}`);
    return Number(found);
  };
  return {
    port: await waitFor(listening),
    text: () => text,
    connected: () =>
      waitFor(() => {
        if (!log.includes('connected')) throw new Error('nothing has connected');
      }),
    kill,
  };
}
