import { expect, it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { bootGuest } from '../../lab/guest.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

describeLab('qgauge guest-stats of a real guest', (lab) => {
  it('prints the same session each time, and sums that never fall', async () => {
    const directory = await temporaryDirectory();
    const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`, `STATE_DIRECTORY=${directory}`];
    await using guest = await bootGuest(lab, { name: 'web', memoryMiB: 128 });
    const figures = async () => {
      const run = await runQgauge(['guest-stats', guest.monitors[0] ?? '', '--all'], { through });
      expect(run).toMatchObject({ status: 0, stderr: '' });
      return new Map(
        Array.from(run.stdout.matchAll(/^ {2}(\S+) = (.*)$/gm), ([, name = '', value = '']) => [name, value]),
      );
    };
    const first = await figures();
    const second = await figures();
    expect(second.get('session')).toBe(first.get('session'));
    for (const name of ['uptime', 'vm.cpu.used', 'vm.cpu.contention.cpu'])
      expect(Number(second.get(name))).toBeGreaterThanOrEqual(Number(first.get(name)));
    expect(Number(second.get('uptime'))).toBeGreaterThan(Number(first.get('uptime')));
    expect(Number(first.get('guest.mem.mapped'))).toBeGreaterThan(32 * 1024);
    expect(Number(first.get('ovhd.mem.mapped'))).toBeGreaterThan(1024);
    // OpenJDK copies these into buffers.
    const run = (group: string) =>
      runQgauge(['guest-stats', guest.monitors[0] ?? '', 'raw', 'text', group, '--all'], { through });
    expect((await run('resources')).stdout.length).toBeLessThan(600);
    expect((await run('host')).stdout.length).toBeLessThan(300);
  });
});
