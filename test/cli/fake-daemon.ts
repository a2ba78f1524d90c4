import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { stringifyJson } from '../../src/support/lossless-json.js';
import { VERSION } from '../../src/support/version.js';
import { AFTER } from '../formats/moving-snapshot.js';
import { temporaryDirectory } from '../temporary-directory.js';

export type Reply = (response: ServerResponse) => void;

/** A sweep that was taken 77 s ago. */
export function sweepReply(number: number, isStale = false): Reply {
  const takenAtSeconds = Date.now() / 1000 - 77;
  return snapshotReply({ ...AFTER, takenAtSeconds, self: { sweep: number } }, { number, isStale });
}

/** A sweep with any snapshot, of a daemon that sweeps every minute. */
export function snapshotReply(snapshot: object, about: object = {}): Reply {
  const sweep = { version: VERSION, discovers: true, number: 1, intervalSeconds: 60, isStale: false };
  const body = { sweep: { ...sweep, ...about }, snapshot };
  return (response) => void response.end(stringifyJson(body));
}

/** The connection is closed without an answer. */
export const NO_ANSWER: Reply = (response) => void response.destroy();

/** Starts what the commands of this process take for a daemon, and gives these answers, one after the other. */
export async function startFakeDaemon(...replies: readonly Reply[]) {
  const directory = await temporaryDirectory();
  const path = join(directory, 'api.sock');
  const { server, asked } = answering(replies);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  vi.stubEnv('QGAUGE_RUNTIME_DIRECTORY', directory);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { path, asked };
}

/** Starts the same at an address. */
export async function startRemoteDaemon(...replies: readonly Reply[]) {
  const { server, asked } = answering(replies);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = Object(server.address());
  return { url: new URL(`http://127.0.0.1:${port}`), asked };
}

function answering(replies: readonly Reply[]) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    replies[asked.length - 1]?.(response);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, asked };
}
