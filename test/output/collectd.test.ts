import { execFile } from 'node:child_process';
import { chmod, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LineFileSink } from '../../src/output/line-file-sink.js';
import { findCheckoutRoot } from '../lab/checkout.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { type Collectd, findCollectd, startCollectd } from './collectd.js';

const run = promisify(execFile);
const SCRIPT = join(findCheckoutRoot(), 'deploy', 'collectd', 'putval.sh');
const UUID = '6f5ba1d8-2f0e-4f8e-a8a1-0f5b6f9b1c11';
/** As the text printer has it: a tab at the end of each line too, and nothing for what is unknown. */
const HEADER = 'UUID\tname\tcpu_cores\tcpu_total\tcpu_steal\tram_total\tnet_interfaces\t\n';

const collectd = await findCollectd();

describe('collectd', () => {
  it.skipIf(collectd === undefined)('takes the figures of every guest from a pipe', async () => {
    if (collectd === undefined) return;
    const directory = await temporaryDirectory();
    // collectd runs the script as somebody else than root.
    await chmod(directory, 0o755);
    const [pipe, script] = [join(directory, 'pipe'), join(directory, 'putval.sh')];
    await run('mkfifo', ['-m', '0644', pipe]);
    await copyFile(SCRIPT, script);
    await chmod(script, 0o755);
    await writeFile(join(directory, 'conf'), configOf(collectd, directory, script, pipe));

    const sink = new LineFileSink(
      { path: pipe, header: HEADER, retry: { baseMs: 50, capMs: 50 } },
      () => undefined,
    );
    onTestFinished(() => sink.close());
    const daemon = startCollectd(collectd, join(directory, 'conf'));
    onTestFinished(() => daemon.stop());
    const texts = [
      `${UUID}\tvm1\t2\t37\t\t524288\ttap0;tap1\t\n${UUID}\ta "b"/c\t1\t0.5\t3\t-1\t\t\n`,
      `${UUID}\tvm1\t2\t38\t\t524288\ttap0;tap1\t\n`,
    ];
    const values = join(directory, 'csv', 'testhost');
    await vi.waitFor(async () => {
      for (const text of texts) sink.write(text);
      expect(await readdir(values), daemon.said()).toEqual(['qgauge-a__b__c', 'qgauge-vm1']);
    }, SOON);
    await vi.waitFor(
      async () => expect((await valuesOf(values, 'qgauge-vm1', 'cpu_total')).at(-1)).toBe(38),
      SOON,
    );
    expect(await figuresOf(values, 'qgauge-vm1')).toEqual(['cpu_cores', 'cpu_total', 'ram_total']);
    expect(await figuresOf(values, 'qgauge-a__b__c')).toEqual([
      'cpu_cores',
      'cpu_steal',
      'cpu_total',
      'ram_total',
    ]);
    expect((await valuesOf(values, 'qgauge-a__b__c', 'cpu_total')).at(-1)).toBe(0.5);
    expect(daemon.said()).not.toMatch(/error|invalid|fail/i);
  });
});

const SOON = { timeout: 20_000, interval: 500 };

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
