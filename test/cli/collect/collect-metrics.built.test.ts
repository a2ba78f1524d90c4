import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { parseExposition, samplesOf } from '../../formats/prometheus/parse-exposition.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function collect(...args: readonly string[]) {
  const qemu = await startMockQemu({ name: 'web' });
  onTestFinished(() => qemu.close());
  return runQgauge(['collect', '--socket', qemu.address, '--format', 'prometheus', ...args]);
}

describe('qgauge collect --format prometheus', () => {
  it('prints metrics and nothing else', async () => {
    const { status, stdout, stderr } = await collect();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(parseExposition(stdout, 'text').length).toBeGreaterThan(20);
    expect(samplesOf(stdout, 'qgauge_guest_up')).toEqual([
      { name: 'qgauge_guest_up', labels: { guest: 'web' }, value: 1 },
    ]);
    // node_exporter has figures of its own process.
    expect(stdout).not.toMatch(/^process_/m);
  });

  it('writes one file, which everybody may read, for the textfile collector', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'qgauge.prom');
    const { status, stdout, stderr } = await collect('-q', '-o', file);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await readdir(directory)).toEqual(['qgauge.prom']);
    expect((await stat(file)).mode & 0o777).toBe(0o644);
    expect(samplesOf(await readFile(file, 'utf8'), 'qgauge_guest_memory_used_bytes')).toHaveLength(1);
  });

  it('says that a guest is down, and with no other ends with status 1', async () => {
    const run = await runQgauge(['collect', '--socket', 'web=/nonexistent', '--format', 'prometheus']);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('web: ');
    expect(samplesOf(run.stdout, 'qgauge_guest_up')).toMatchObject([{ labels: { guest: 'web' }, value: 0 }]);
    const problems = samplesOf(run.stdout, 'qgauge_guest_problem').filter(({ value }) => value === 1);
    expect(problems).toMatchObject([{ labels: { kind: 'gone' } }]);
  });

  it.each([
    [
      ['-w'],
      '-w with --format prometheus has no default file: add -o FILE.prom, in the directory of the textfile collector',
    ],
    [['-c'], '-c is for records: leave it out with --format prometheus'],
    [['--extended'], '--extended is for records: leave it out with --format prometheus'],
    [['--pretty'], '--pretty is for records: leave it out with --format prometheus'],
    [
      ['--format', 'promotheus'],
      "'promotheus' is not a valid format: expected one of hv-monitor, prometheus; did you mean 'prometheus'?",
    ],
  ])('refuses %j', async (args, message) => {
    const run = await runQgauge(['collect', '--format', 'prometheus', ...args]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(`qgauge: ${message}\n`);
  });
});
