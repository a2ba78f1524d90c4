import { execFile } from 'node:child_process';
import { chmod, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { findCheckoutRoot } from '../../lab/checkout.js';
import { type Collectd, findCollectd, startCollectd } from '../../sinks/collectd.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';
import { startStream } from './running-stream.js';

const run = promisify(execFile);
const SCRIPT = join(findCheckoutRoot(), 'deploy', 'collectd', 'putval.sh');

const collectd = await findCollectd();

describe('collectd', () => {
  it.skipIf(collectd === undefined && !('CI' in process.env))(
    'takes the figures of every guest from a pipe',
    async () => {
      if (collectd === undefined) throw new Error('there is no collectd, and none could be fetched');
      const directory = await temporaryDirectory();
      // collectd runs the script as somebody else than root.
      await chmod(directory, 0o755);
      const [pipe, script] = [join(directory, 'pipe'), join(directory, 'putval.sh')];
      await run('mkfifo', ['-m', '0644', pipe]);
      await copyFile(SCRIPT, script);
      await chmod(script, 0o755);
      await writeFile(join(directory, 'conf'), configOf(collectd, directory, script, pipe));

      const guests = await Promise.all(
        ['vm1', 'a "b"/c'].map((name) => startMockQemu({ name, vcpus: name === 'vm1' ? 2 : 1 })),
      );
      for (const guest of guests) onTestFinished(() => guest.close());
      const sockets = guests.flatMap(({ address }) => ['--socket', address]);
      const stream = startStream([...sockets, '-f', '1', '-p', 'text', '-o', 'file', '--target', pipe]);
      const daemon = startCollectd(collectd, join(directory, 'conf'));
      onTestFinished(() => daemon.stop());
      const values = join(directory, 'csv', 'testhost');
      await waitFor(async () =>
        expect(await readdir(values), daemon.output()).toEqual(['qgauge-a__b__c', 'qgauge-vm1']),
      );
      await waitFor(async () =>
        expect(await figuresOf(values, 'qgauge-vm1')).toEqual(['cpu_cores', 'ram_total', 'ram_used']),
      );
      expect((await valuesOf(values, 'qgauge-vm1', 'cpu_cores')).at(-1)).toBe(2);
      expect((await valuesOf(values, 'qgauge-a__b__c', 'cpu_cores')).at(-1)).toBe(1);
      expect((await valuesOf(values, 'qgauge-vm1', 'ram_total')).at(-1)).toBeGreaterThan(100_000);
      expect(daemon.output()).not.toMatch(/error|invalid|fail/i);
      expect((await stream.end()).status).toBe(143);
    },
  );
});

function configOf(
  { pluginFolder, typesFile }: Collectd,
  directory: string,
  script: string,
  pipe: string,
): string {
  const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  return `
Hostname "testhost"
FQDNLookup false
Interval 1
BaseDir "${directory}"
PIDFile "${directory}/pid"
PluginDir "${pluginFolder}"
TypesDB "${typesFile}"
LoadPlugin logfile
<Plugin logfile>
  LogLevel "info"
  File STDOUT
</Plugin>
LoadPlugin csv
<Plugin csv>
  DataDir "${directory}/csv"
</Plugin>
LoadPlugin exec
<Plugin exec>
  Exec "${user}" "${script}" "${pipe}"
</Plugin>
`;
}

/** The figures that collectd has of a guest; its files are called `gauge-cpu_total-2024-01-31`. */
async function figuresOf(values: string, guest: string): Promise<readonly string[]> {
  const names = await readdir(join(values, guest));
  return [...new Set(names.map((name) => name.replace(/^gauge-(.*)-\d+-\d+-\d+$/, '$1')))].sort();
}

/** Lines are `epoch,value` after `epoch,value` as a header. */
async function valuesOf(values: string, guest: string, figure: string): Promise<readonly number[]> {
  const names = (await readdir(join(values, guest))).filter((name) => name.startsWith(`gauge-${figure}-`));
  const lines = (await readFile(join(values, guest, names.at(-1) ?? ''), 'utf8')).trim().split('\n').slice(1);
  return lines.map((line) => Number(line.split(',')[1]));
}
