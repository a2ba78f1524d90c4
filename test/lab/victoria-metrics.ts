import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labCacheFolder } from './checkout.js';
import { unpackPackages, whyNotDebian } from './debian.js';
import { withFileLock } from './file-lock.js';
import type { QueriedSeries } from './prometheus.js';
import { findCommand } from './run-command.js';

/** @returns the program: the machine's own, or one unpacked beside the lab; `undefined` where none can be fetched */
export async function findVictoriaMetrics(): Promise<string | undefined> {
  const installed = findCommand('victoria-metrics');
  if (installed !== undefined || whyNotDebian() !== undefined) return installed;
  const folder = join(labCacheFolder(), 'victoria-metrics');
  const program = join(folder, 'usr', 'bin', 'victoria-metrics');
  try {
    await withFileLock(`${folder}.lock`, async () => {
      if (!existsSync(program)) await unpackPackages(['victoria-metrics'], folder);
    });
    return program;
  } catch {
    return undefined;
  }
}

/** A running VictoriaMetrics. */
export interface RunningVictoriaMetrics extends AsyncDisposable {
  /** Evaluates an expression now. */
  query(expression: string): Promise<readonly QueriedSeries[]>;
}

/**
 * Starts VictoriaMetrics on a port of the loopback address, with its data in a directory.
 *
 * @param config scrape_configs, as Prometheus has them
 */
export async function startVictoriaMetrics(
  program: string,
  config: string,
  { directory, port }: { readonly directory: string; readonly port: number },
): Promise<RunningVictoriaMetrics> {
  const file = join(directory, 'victoria.yml');
  await writeFile(file, config);
  const address = `127.0.0.1:${port}`;
  const args = [`-storageDataPath=${join(directory, 'victoria')}`, `-httpListenAddr=${address}`];
  const child = spawn(program, [...args, `-promscrape.config=${file}`, '-search.latencyOffset=0s'], {
    stdio: 'ignore',
  });
  return {
    query: async (expression) => {
      const answer = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { data }: { data: { result: readonly QueriedSeries[] } } = JSON.parse(await answer.text());
      return data.result;
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
    },
  };
}
