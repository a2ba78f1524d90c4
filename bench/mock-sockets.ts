import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listening } from './mock-server.js';
import { nextMessage } from './next-message.js';

/** A process that serves the sockets 0.sock, 1.sock and so on of a directory, until it is disposed of. */
export interface MockSockets extends AsyncDisposable {
  readonly directory: string;
  readonly server: ChildProcess;
  readonly startMs: number;
}

/** @param kind `mock` machines, with a second monitor for a floor, or `lines`: servers that answer every line with the same bytes */
export async function serveMockSockets(
  kind: 'mock' | 'mock-and-floor' | 'lines',
  count: number,
): Promise<MockSockets> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const server = fork(join(import.meta.dirname, 'mock-server.js'), [kind, directory, String(count)]);
  const stop = async () => {
    const ended = once(server, 'exit');
    if (server.kill('SIGKILL')) await ended;
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const { startMs } = await nextMessage<Listening>(server);
    return { directory, server, startMs, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
