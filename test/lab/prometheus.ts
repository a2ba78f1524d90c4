import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labCacheFolder } from './checkout.js';
import { unpackPackages, whyNotDebian } from './debian.js';
import { withFileLock } from './file-lock.js';
import { findCommand } from './run-command.js';

/** The programs of Debian's package `prometheus`: the machine's own, or unpacked beside the lab. */
export interface Prometheus {
  readonly prometheus: string;
  readonly promtool: string;
}

/** @returns `undefined` where none is installed and none can be fetched */
export async function findPrometheus(): Promise<Prometheus | undefined> {
  const installed = { prometheus: findCommand('prometheus'), promtool: findCommand('promtool') };
  const { prometheus, promtool } = installed;
  if (prometheus !== undefined && promtool !== undefined) return { prometheus, promtool };
  if (whyNotDebian() !== undefined) return undefined;
  const folder = join(labCacheFolder(), 'prometheus');
  const programs = {
    prometheus: join(folder, 'usr/bin/prometheus'),
    promtool: join(folder, 'usr/bin/promtool'),
  };
  try {
    await withFileLock(`${folder}.lock`, async () => {
      if (!existsSync(programs.promtool)) await unpackPackages(['prometheus'], folder);
    });
    return programs;
  } catch {
    return undefined;
  }
}
