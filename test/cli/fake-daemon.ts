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
  const body = {
    sweep: { version: VERSION, discovers: true, number, takenAtSeconds, intervalSeconds: 60, isStale },
    snapshot: { ...AFTER, takenAtSeconds, self: { sweep: number } },
  };
  return (response) => void response.end(stringifyJson(body));
}

/** Starts what the commands of this process take for a daemon, and gives these answers, one after the other. */
export async function startFakeDaemon(...replies: readonly Reply[]) {
  const directory = await temporaryDirectory();
  const path = join(directory, 'api.sock');
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    replies[asked.length - 1]?.(response);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  vi.stubEnv('QGAUGE_RUNTIME_DIRECTORY', directory);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  return { path, asked };
}
