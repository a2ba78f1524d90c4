import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { QGAUGE } from './run-process.js';

/** A `qgauge serve` that runs until it is disposed of. */
export interface Serving extends AsyncDisposable {
  readonly process: ChildProcess;
  /** For the environment of commands that ask it. */
  readonly directory: string;
  readonly get: (path: string, agent?: Agent) => Promise<ServedAnswer>;
}

export interface ServedAnswer {
  readonly ms: number;
  readonly etag: string;
  readonly text: string;
}

/** What its configuration file says. */
export type ServeConfig = Readonly<Record<string, unknown>>;

/** @param seconds from one sweep to the next */
export async function startServing(config: ServeConfig, seconds: number): Promise<Serving> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const file = join(directory, 'qgauge.yaml');
  await writeFile(file, JSON.stringify(config));
  const args = ['serve', '--config', file, '-f', String(seconds), '--web.listen-address', 'none', '-q'];
  const env = { ...process.env, QGAUGE_RUNTIME_DIRECTORY: directory, STATE_DIRECTORY: '/dev/null' };
  const child = spawn(process.execPath, [QGAUGE, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  // It says where it answers.
  await once(child.stderr, 'data');
  child.stderr.resume();
  const socketPath = join(directory, 'api.sock');
  return {
    ...{ process: child, directory },
    get: (path, agent) => ask(socketPath, path, agent),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      if (child.kill('SIGKILL')) await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function ask(socketPath: string, path: string, agent: Agent | undefined): Promise<ServedAnswer> {
  const beganMs = performance.now();
  return new Promise((resolve, reject) => {
    const options = { socketPath, path, headers: { 'Accept-Encoding': 'gzip' }, ...(agent ? { agent } : {}) };
    const asked = get(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const ms = performance.now() - beganMs;
        const body = Buffer.concat(parts);
        const isPlain = response.headers['content-encoding'] === undefined;
        resolve({
          ms,
          etag: response.headers.etag ?? '',
          get text() {
            return (isPlain ? body : gunzipSync(body)).toString();
          },
        });
      });
    });
    asked.on('error', reject);
  });
}
