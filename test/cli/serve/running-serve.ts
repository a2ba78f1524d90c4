import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { ALONE, MAIN, type Run, readDeniedMs, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** The monitors of guests, by the names that they get; in a list, they have their own. */
export type Monitors = Readonly<Record<string, string | MonitoredGuest>> | readonly string[];

/** A guest with more than an address. */
export interface MonitoredGuest {
  readonly address: string;
  readonly hold?: boolean;
  readonly channel?: object;
}

/** A `qgauge serve` that goes on, on a unix socket in a directory of its own. */
export interface RunningServe {
  readonly child: ChildProcess;
  readonly directory: string;
  readonly configFile: string;
  readonly stderr: () => string;
  readonly untilTold: (text: string) => Promise<void>;
  readonly get: (path: string, headers?: NodeJS.Dict<string>) => Promise<Answer>;
  /** Waits until every guest has answered. */
  readonly untilMeasured: () => Promise<void>;
  /** Runs another command beside it, which sees no QEMU of this host. */
  readonly beside: (...args: readonly string[]) => Promise<Run>;
  readonly end: (signal?: NodeJS.Signals) => Promise<Pick<Run, 'status' | 'ms' | 'deniedMs'>>;
}

const WAIT = { timeout: 90_000, interval: 20 };

/**
 * Starts a daemon that measures monitors, and ends it with the test.
 *
 * @param hold whether to hold their monitors
 * @param within where its sockets and its state are (default: a directory of its own)
 */
export async function startServe(
  addresses: Monitors,
  args: readonly string[] = [],
  hold = false,
  within?: string,
): Promise<RunningServe> {
  const directory = within ?? (await temporaryDirectory());
  const configFile = join(directory, 'qgauge.yaml');
  await writeFile(configFile, configOf(addresses, hold));
  const environment = { ...process.env, QGAUGE_RUNTIME_DIRECTORY: directory, STATE_DIRECTORY: directory };
  const all = ['serve', '--config', configFile, '-f', '0.5', '--web.listen-address', 'none', ...args];
  const child = spawn(process.execPath, [MAIN, ...all], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const untilTold = (text: string) => expect.poll(() => stderr, WAIT).toContain(text);
  const path = join(directory, 'api.sock');
  await untilTold(`answering at unix:${path}\n`);
  const ask = (url: string, headers?: NodeJS.Dict<string>) => getOver(path, url, headers);
  return {
    ...{ child, directory, configFile, untilTold },
    stderr: () => stderr,
    get: ask,
    untilMeasured: () =>
      expect
        .poll(async () => isMeasured(await ask('/api/v1/guests'), Object.keys(addresses).length), WAIT)
        .toBe(true),
    beside: (...words) =>
      runQgauge(words, { through: ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`, ...ALONE] }),
    end: async (signal = 'SIGTERM') => {
      const [startedAt, deniedBeforeMs] = [performance.now(), readDeniedMs()];
      child.kill(signal);
      const [status] = await closed;
      return { status, ms: performance.now() - startedAt, deniedMs: readDeniedMs() - deniedBeforeMs };
    },
  };
}

export function configOf(addresses: Monitors, hold = false): string {
  const guests = Object.entries(addresses).map(([name, guest]: [string, string | MonitoredGuest]) => ({
    ...(Array.isArray(addresses) ? {} : { name }),
    hold,
    ...(typeof guest === 'string' ? { address: guest } : guest),
  }));
  return JSON.stringify({ discover: false, ...(guests.length > 0 ? { guests } : {}) });
}

export function getOver(
  socketPath: string,
  path: string,
  headers: NodeJS.Dict<string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = get({ socketPath, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject);
  });
}

function isMeasured({ status, text }: Answer, count: number): boolean {
  if (status !== 200) return false;
  const { guests }: { guests: { problem: unknown }[] } = JSON.parse(text);
  return guests.length === count && guests.every(({ problem }) => problem === null);
}
