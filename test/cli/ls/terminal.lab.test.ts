import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/index.js';
import { describeLab } from '../../lab/context.js';
import { Tmux } from '../../lab/tmux.js';
import { MAIN } from '../../run-qgauge.js';

/** Runs a command in an empty terminal of this width, and returns the lines that it prints. */
async function run(tmux: Tmux, columns: number, args: string): Promise<readonly string[]> {
  await tmux.resize(columns, 30);
  // The end of one run may stand on the screen until the next has cleared it.
  const end = `ended at ${columns}: 0`;
  await tmux.enter(`clear; ${process.execPath} ${MAIN} ${args}; echo "ended at ${columns}: $?"`);
  await tmux.waitFor(new RegExp(`^${end}$`, 'm'));
  const lines = (await tmux.screen()).split('\n');
  return lines.slice(0, lines.indexOf(end));
}

describeLab('qgauge ls and balloon ls on a terminal', () => {
  it('fit it, and tell problems below the table; --wide leaves nothing out', async () => {
    const qemu = await startMockQemu({ name: 'a-guest-with-a-long-name', version: '7.2', driver: 'none' });
    onTestFinished(() => qemu.close());
    await using tmux = await Tmux.start({ command: ['sh'] });
    await tmux.waitFor(/^\$$/);

    const at80 = await run(tmux, 80, `ls --socket ${qemu.address}`);
    expect(at80[0]).toMatch(/^NAME +PID {2}STATE +VCPUS {2}MEM USED\/TOTAL .* AVG CPU/);
    expect(at80[1]).toMatch(/^a-guest-with-a-long-/);
    expect(at80[2]).toBe('');
    expect(at80[3]).toMatch(/^a-guest-with-a-long-name: never-reported: no report has arrived, not even the/);
    expect(at80.join(' ')).not.toMatch(/SOCKET|PROBLEM/);

    const at40 = await run(tmux, 40, `balloon ls ${qemu.address}`);
    expect(at40[0]).toMatch(/^NAME +PID {2}VERDICT$/);
    expect(at40[1]).toMatch(/^a-guest….* never-reported$/);
    expect(at40[2]).toBe('');

    const wide = await run(tmux, 300, `ls --wide --socket ${qemu.address}`);
    expect(wide[0]).toMatch(/ NICS {2}SOCKET +PROBLEM$/);
    expect(wide[1]).toContain(` ${qemu.address}  never-reported: `);
  });
});
