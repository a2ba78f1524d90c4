import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labCacheFolder } from './checkout.js';
import { unpackPackages, whyNotDebian } from './debian.js';
import { withFileLock } from './file-lock.js';
import { findCommand, runCommand } from './run-command.js';

/** A Prometheus that can be run, with the tool that judges its files: the machine's own, or one unpacked beside the lab. */
export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

/** @returns `undefined` where none is installed and none can be fetched */
export async function findPrometheus(): Promise<PrometheusPrograms | undefined> {
  const [prometheus, promtool] = [findCommand('prometheus'), findCommand('promtool')];
  if (prometheus !== undefined && promtool !== undefined) return { prometheus, promtool };
  if (whyNotDebian() !== undefined) return undefined;
  const folder = join(labCacheFolder(), 'prometheus');
  const bin = join(folder, 'usr', 'bin');
  const unpacked = { prometheus: join(bin, 'prometheus'), promtool: join(bin, 'promtool') };
  try {
    await withFileLock(`${folder}.lock`, async () => {
      if (!existsSync(unpacked.promtool)) await unpackPackages(['prometheus'], folder);
    });
    return unpacked;
  } catch {
    return undefined;
  }
}

/**
 * Has promtool check something.
 *
 * @returns what it printed
 * @throws {Error} with what it complained of, when its status is not 0
 */
export function runPromtool(
  { promtool }: PrometheusPrograms,
  args: readonly string[],
  input?: string,
): Promise<string> {
  return runCommand(promtool, args, input === undefined ? {} : { input });
}

/** A series of the answer to a query. */
export interface QueriedSeries {
  readonly metric: { readonly [label: string]: string };
  /** The time, and the value as text. */
  readonly value: readonly [number, string];
}

/** A running Prometheus. */
export interface RunningPrometheus extends AsyncDisposable {
  /**
   * Evaluates an expression now.
   *
   * @throws {Error} with what is wrong with it
   */
  query(expression: string): Promise<readonly QueriedSeries[]>;
  /** A part of its API below /api/v1, e.g. `targets`. */
  get(path: string): Promise<unknown>;
}

/** Starts Prometheus on a port of the loopback address, with its data in a directory; resolves when it serves. */
export async function startPrometheus(
  { prometheus }: PrometheusPrograms,
  config: string,
  { directory, port }: { readonly directory: string; readonly port: number },
): Promise<RunningPrometheus> {
  const file = join(directory, 'prometheus.yml');
  await writeFile(file, config);
  const child = spawn(
    prometheus,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await untilReady(child);
  const get = async (path: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const { status, data, error } = (await answer.json()) as {
      status: string;
      data: unknown;
      error?: string;
    };
    if (status !== 'success') throw new Error(`${path}: ${error}`);
    return data;
  };
  return {
    get,
    async query(expression) {
      const data = await get(`query?query=${encodeURIComponent(expression)}`);
      return (data as { readonly result: readonly QueriedSeries[] }).result;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
    },
  };
}

/** @throws {Error} with its log, when it ends before it serves */
async function untilReady(child: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('Server is ready to receive web requests')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`prometheus ended with status ${status}: ${log}`)));
  });
}
