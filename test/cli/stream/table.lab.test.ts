import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/index.js';
import { describeLab } from '../../lab/context.js';
import { Tmux } from '../../lab/tmux.js';
import { MAIN, runQgauge } from '../../run-qgauge.js';

async function startMock(): Promise<MockQemu> {
  const qemu = await startMockQemu({ name: 'web', version: '7.2', memoryBytes: 256 * 2 ** 20 });
  onTestFinished(() => qemu.close());
  return qemu;
}

const argsOf = (address: string, ...more: readonly string[]) => [
  ...['stream', '--socket', `web=${address}`, '--interval', 'off', '-q', '-f', '0.1', ...more],
];

describeLab('qgauge stream on a terminal', () => {
  it('prints a table in its width, and repeats the headings', async () => {
    const { address } = await startMock();
    const command = [process.execPath, MAIN, ...argsOf(address, '-r', '25')];
    await using tmux = await Tmux.start({ command, columns: 62 });
    expect(await tmux.waitForExit()).toMatchObject({ status: 0 });
    const lines = (await tmux.history()).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^TIME {6}NAME {6}STATE {4}VCPUS {3}CPU% {2}STEAL% {2}WHY$/);
    // On a busy machine some sweeps are late.
    const row = /^\d\d:\d\d:\d\d {2}web {7}running {6}2 +- +- {2}[a-z…-]+$/;
    expect(lines).toContainEqual(expect.stringMatching(row));
    // At the latest after 20 rows, and earlier where a late sweep has made a column wider.
    const headings = lines.flatMap((line, at) => (line.startsWith('TIME') ? [at] : []));
    expect(headings.length).toBeGreaterThan(1);
    for (const [number, at] of headings.entries())
      expect((headings[number + 1] ?? lines.length) - at).toBeLessThanOrEqual(21);
    expect(lines.length - headings.length).toBe(25);
  });

  it('prints text with -b, and in a pipe', async () => {
    const { address } = await startMock();
    const command = [process.execPath, MAIN, ...argsOf(address, '-r', '1', '-b')];
    await using tmux = await Tmux.start({ command, columns: 200 });
    await tmux.waitForExit();
    expect(await tmux.history()).toMatch(/^UUID\s+name\s+cpu_cores/);
    const { stdout } = await runQgauge(argsOf(address, '-r', '1'));
    expect(stdout).toMatch(/^UUID\tname\tcpu_cores\t/);
  });
});
