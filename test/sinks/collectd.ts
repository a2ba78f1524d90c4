import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labCacheFolder } from '../lab/checkout.js';
import { unpackPackages, whyNotDebian } from '../lab/debian.js';
import { withFileLock } from '../lab/file-lock.js';
import { findCommand } from '../lab/run-command.js';

/** A collectd that can be run: the machine's own, or one unpacked beside the lab. */
export interface Collectd {
  readonly program: string;
  readonly pluginFolder: string;
  readonly typesFile: string;
}

/** @returns `undefined` where none is installed and none can be fetched */
export async function findCollectd(): Promise<Collectd | undefined> {
  const program = findCommand('collectd');
  if (program !== undefined) return collectdUnder('/', program);
  if (whyNotDebian() !== undefined) return undefined;
  const folder = join(labCacheFolder(), 'collectd');
  const unpacked = collectdUnder(folder, join(folder, 'usr', 'sbin', 'collectd'));
  try {
    await withFileLock(`${folder}.lock`, async () => {
      if (!existsSync(unpacked.typesFile)) await unpackPackages(['collectd-core'], folder);
    });
    return unpacked;
  } catch {
    return undefined;
  }
}

/** Runs collectd in the foreground until it is stopped; it then writes what it holds. */
export function startCollectd({ program }: Collectd, configFile: string) {
  const child = spawn(program, ['-f', '-C', configFile], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const closed = once(child, 'close');
  return {
    output: () => output,
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

function collectdUnder(root: string, program: string): Collectd {
  return {
    program,
    pluginFolder: join(root, 'usr', 'lib', 'collectd'),
    typesFile: join(root, 'usr', 'share', 'collectd', 'types.db'),
  };
}
