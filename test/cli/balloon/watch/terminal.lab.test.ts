import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../../mock-qemu/index.js';
import { describeLab } from '../../../lab/context.js';
import { Tmux } from '../../../lab/tmux.js';
import { MAIN } from '../../../run-qgauge.js';

const WAIT = { timeout: 90_000, interval: 50 };
const BEFORE = 'what was here before';

async function startMock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const qemu = await startMockQemu({ name: 'web', version: '7.2', guest: { memory: 'busy' }, ...options });
  onTestFinished(() => qemu.close());
  return qemu;
}

/** A terminal with a shell that waits for what is typed: what is typed before it reads is echoed twice. */
async function openTerminal(): Promise<Tmux> {
  const tmux = await Tmux.start({ command: ['sh'], columns: 100, rows: 30 });
  await tmux.waitFor(/^\$$/);
  return tmux;
}

/** Starts the command in a terminal on which something stands already, and waits until it draws. */
async function startWatch(qemu: MockQemu, args = '--interval 1'): Promise<Tmux> {
  const tmux = await openTerminal();
  await tmux.enter(`before="$(stty -a)"; echo ${BEFORE}`);
  await expect.poll(tmux.screen, WAIT).toMatch(new RegExp(`^${BEFORE}`, 'm'));
  const command = `${process.execPath} ${MAIN} balloon watch ${qemu.address} ${args}; echo "status $?"`;
  await tmux.sendKeys(command, 'Enter');
  await expect.poll(tmux.screen, WAIT).toMatch(/q quits {2}space pauses/);
  return tmux;
}

/** The terminal is as it was: old text, a cursor, the ordinary screen, and a shell that takes lines. */
async function expectRestored(tmux: Tmux, status: number): Promise<void> {
  await expect.poll(tmux.screen, WAIT).toContain(`status ${status}`);
  const screen = await tmux.screen();
  expect(screen).toContain(BEFORE);
  expect(screen).not.toContain('q quits');
  expect(await tmux.ask('cursor_flag')).toBe('1');
  expect(await tmux.ask('alternate_on')).toBe('0');
  await tmux.enter('[ "$(stty -a)" = "$before" ] && echo "same modes"');
  await expect.poll(tmux.screen, WAIT).toMatch(/^same modes$/m);
}

/** The id of what the shell runs. */
function runningPid({ pid }: Tmux): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
}

describeLab('qgauge balloon watch on a terminal', () => {
  it('draws a sparkline of each statistic, and q leaves everything as it was', async () => {
    const qemu = await startMock();
    const tmux = await startWatch(qemu);
    expect(await tmux.ask('cursor_flag')).toBe('0');
    expect(await tmux.ask('alternate_on')).toBe('1');
    await expect.poll(tmux.screen, WAIT).toMatch(/^free-memory +\S+ +[▁▂▃▄▅▆▇█]{2,}$/m);
    const screen = await tmux.screen();
    expect(screen).toMatch(/^web {2}running {2}virtio-balloon-pci .* \d\d:\d\d:\d\d$/m);
    expect(screen).toMatch(/^size +\[█+\] +100% {2}1 GiB of 1 GiB$/m);
    expect(screen).toMatch(/^report +\[[█░]+\] +\d+s old, asked for every 1s$/m);
    expect(screen).toMatch(/^answer +\d+ ms, \d+ ms on average, \d+ ms at worst$/m);
    expect(screen).toMatch(/^verdict +ok: /m);
    expect(screen).toMatch(/^minor-faults +\d+ +[\d.]+\/s/m);
    await tmux.sendKeys('q');
    await expectRestored(tmux, 0);
  });

  it('draws for the window as it is, whatever size that gets', async () => {
    const tmux = await startWatch(await startMock());
    for (const [columns, rows] of [
      [50, 12],
      [140, 40],
      [20, 3],
      [80, 24],
    ] as const) {
      await tmux.resize(columns, rows);
      await expect
        .poll(async () => (await tmux.screen()).split('\n').filter((line) => line.startsWith('web')), WAIT)
        .toEqual([expect.stringMatching(new RegExp(`^.{${columns - 9}} \\d\\d:\\d\\d:\\d\\d$`))]);
      const lines = (await tmux.screen()).split('\n');
      expect(lines.filter((line) => line.startsWith('q quits'))).toHaveLength(1);
      expect(lines[0]).toMatch(/^web/);
    }
  });

  it('stands still while it is paused, and shows events', async () => {
    const qemu = await startMock();
    const tmux = await startWatch(qemu);
    await tmux.sendKeys('Space');
    await expect.poll(tmux.screen, WAIT).toContain('PAUSED: space goes on');
    const still = await tmux.screen();
    qemu.balloon.resize(BigInt(2 ** 29));
    await expect.poll(() => qemu.balloon.actualBytes, WAIT).toBe(2 ** 29);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await tmux.screen()).toBe(still);
    await tmux.sendKeys('Space');
    await expect.poll(tmux.screen, WAIT).toMatch(/50% {2}512 MiB of 1 GiB/);
    await expect.poll(tmux.screen, WAIT).toMatch(/BALLOON_CHANGE actual/);
    await tmux.sendKeys('+');
    await expect.poll(tmux.screen, WAIT).toContain('10m shown');
  });

  it.each([
    ['q', (tmux: Tmux) => tmux.sendKeys('q')],
    ['Ctrl+C', (tmux: Tmux) => tmux.sendKeys('C-c')],
    ['SIGTERM', async ({ pid }: Tmux) => process.kill(pid, 'SIGTERM')],
  ])('fits 80 columns and 24 rows, and leaves nothing on the screen after %s', async (_, end) => {
    const { address } = await startMock();
    const command = [process.execPath, MAIN, 'balloon', 'watch', address, '--interval', '1'];
    const tmux = await Tmux.start({ command });
    const screen = await tmux.waitFor(/^free-memory +\S+ +[▁▂▃▄▅▆▇█]/m);
    const lines = screen.split('\n');
    expect(lines[0]).toMatch(/^web {2}running .* \d\d:\d\d:\d\d$/);
    expect(lines[0]).toHaveLength(80);
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.at(-1)).toMatch(/^q quits/);
    await end(tmux);
    expect(await tmux.waitForExit()).toEqual({ status: 0, signal: undefined });
    expect(await tmux.history()).toBe('');
    expect(await tmux.ask('alternate_on')).toBe('0');
  });

  it('takes no orders from the name of a guest', async () => {
    const name = 'a\u001b[2J\u001b[10;10Hb\nc\u009b31md\u001b]0;title\u0007\u202e';
    const tmux = await startWatch(await startMock({ name }));
    const [first = ''] = (await tmux.screen()).split('\n');
    expect(first).toMatch(/^a\?\[2J\?\[10;10Hb\?c\?31md\?\]0;title\?\? {2}running/);
    expect(await tmux.ask('pane_title')).not.toBe('title');
    await tmux.sendKeys('q');
    await expectRestored(tmux, 0);
  });

  it('gives the terminal back with Ctrl+C', async () => {
    const tmux = await startWatch(await startMock());
    await tmux.sendKeys('C-c');
    await expectRestored(tmux, 0);
  });

  it('gives the terminal back with SIGTERM', async () => {
    const tmux = await startWatch(await startMock());
    process.kill(runningPid(tmux), 'SIGTERM');
    await expectRestored(tmux, 0);
  });

  it('gives the terminal back when the guest vanishes, and says why', async () => {
    const qemu = await startMock();
    const tmux = await startWatch(qemu);
    await qemu.close();
    await expectRestored(tmux, 1);
    expect((await tmux.screen()).replaceAll('\n', '')).toContain('the connection was closed');
  });

  it('ends in its time', async () => {
    const tmux = await startWatch(await startMock(), '--interval 1 --for 2s');
    await expectRestored(tmux, 0);
  });

  it('prints lines where it is told to, and where the terminal is a dumb one', async () => {
    const qemu = await startMock();
    const tmux = await openTerminal();
    const watch = `${process.execPath} ${MAIN} balloon watch ${qemu.address} --interval 1 -n 1`;
    await tmux.sendKeys(`${watch} --plain; TERM=dumb ${watch}; echo "status $?"`, 'Enter');
    await expect.poll(tmux.screen, WAIT).toContain('status 0');
    expect((await tmux.screen()).match(/^TIME +STATE/gm)).toHaveLength(2);
    expect(await tmux.ask('alternate_on')).toBe('0');
  });
});
