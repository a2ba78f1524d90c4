import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/index.js';
import { describeLab } from '../../lab/context.js';
import { Tmux } from '../../lab/tmux.js';
import { MAIN } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const BEFORE = 'what was here before';
const READY = /q quits {2}\? help/;
const HOSTILE = 'a\u001b[2J\u001b[10;10Hb\nc\u009b31md\u001b]0;title\u0007\u202e東';

async function startMocks(...all: readonly MockQemuOptions[]): Promise<readonly string[]> {
  const started = await Promise.all(all.map((options) => startMockQemu({ version: '7.2', ...options })));
  onTestFinished(async () => {
    await Promise.all(started.map((qemu) => qemu.close()));
  });
  return started.flatMap(({ address }) => ['--socket', address]);
}

interface Start {
  readonly sockets: readonly string[];
  readonly args?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Starts top in a shell in whose window something stands already, and waits until it draws. */
async function startTop({ sockets, args = '', columns = 80, rows = 24, env = {} }: Start): Promise<Tmux> {
  const config = await temporaryDirectory();
  const tmux = await Tmux.start({
    ...{ command: ['sh'], columns, rows },
    env: { XDG_CONFIG_HOME: config, ...env },
  });
  await tmux.waitFor(/^\$$/);
  await tmux.enter(`echo ${BEFORE}`);
  await tmux.waitFor(new RegExp(`^${BEFORE}`, 'm'));
  await tmux.enter(`${process.execPath} ${MAIN} top -d 500ms ${sockets.join(' ')} ${args}; echo "status $?"`);
  await tmux.waitFor(READY);
  return tmux;
}

/** The terminal is as it was: the ordinary screen with a cursor, lines, no mouse, and nothing of ours on it. */
async function expectRestored(tmux: Tmux, status: string): Promise<void> {
  const screen = await tmux.waitFor(`status ${status}`);
  expect(screen).toContain(BEFORE);
  expect(screen).not.toMatch(/Guests|q quits/);
  expect(await tmux.ask('cursor_flag')).toBe('1');
  expect(await tmux.ask('alternate_on')).toBe('0');
  expect(await tmux.ask('mouse_any_flag')).toBe('0');
  await tmux.enter('stty -a | grep -o -- "-\\?icanon"');
  await tmux.waitFor(/^icanon$/m);
}

/** What the shell runs. */
function runningPid(tmux: Tmux): number {
  return Number(readFileSync(`/proc/${tmux.pid}/task/${tmux.pid}/children`, 'utf8'));
}

describeLab('qgauge top on a terminal', () => {
  it('shows every screen, and takes every key', async () => {
    const tmux = await startTop({ sockets: await startMocks({ name: 'web' }, { name: 'db' }) });
    expect(await tmux.ask('cursor_flag')).toBe('0');
    expect(await tmux.ask('alternate_on')).toBe('1');
    for (const [digit, heading] of [
      ['2', /^GUEST +THREAD/m],
      ['3', /^GUEST +DISK/m],
      ['4', /^GUEST +NIC/m],
      ['5', /^GUEST +VERDICT/m],
      ['6', /^GUEST +.*PATH/m],
      ['7', /^SEVERITY +KIND/m],
      ['1', /^NAME +STATE/m],
    ] as const) {
      await tmux.sendKeys(digit);
      await tmux.waitFor(heading);
    }
    await tmux.sendKeys('Tab');
    await tmux.waitFor(/^GUEST +THREAD/m);
    await tmux.sendKeys('BTab');
    await tmux.waitFor(/^NAME +STATE/m);
    await tmux.sendKeys('?');
    await tmux.waitFor(/^Keys \(none of them changes a guest\)/m);
    await tmux.sendKeys('NPage', 'NPage', 'Escape');
    await tmux.waitFor(/^NAME +STATE/m);
    await tmux.sendKeys('/', 'd', 'b', 'Enter', 'Enter');
    await tmux.waitFor(/^db$/m);
    await tmux.sendKeys('Escape');
    await tmux.waitFor(/^NAME +STATE/m);
    await tmux.sendKeys('\\', 'name:web', 'Enter');
    await tmux.waitFor((screen) => screen.includes('name:web: 1 of 2') && !/^db /m.test(screen));
    await tmux.sendKeys('Escape');
    await tmux.waitFor(/^db /m);
    await tmux.sendKeys('Space');
    await tmux.waitFor('PAUSED');
    await tmux.sendKeys('Space', '+');
    await tmux.waitFor('a sweep every 1 s');
    await tmux.sendKeys('w');
    await tmux.waitFor(/kept in .*top\.json/);
    await tmux.sendKeys('q');
    await expectRestored(tmux, '0');
  });

  it('fits its window, whatever size that gets while it runs', async () => {
    const sockets = await startMocks({ name: 'web' }, { name: HOSTILE });
    const tmux = await startTop({ sockets, columns: 120, rows: 40 });
    for (const [columns, rows] of [
      [200, 60],
      [80, 24],
      [40, 10],
      [120, 40],
    ] as const) {
      await tmux.resize(columns, rows);
      const screen = await tmux.waitFor((shown) => {
        const lines = shown.split('\n');
        return lines.length === rows && READY.test(lines.at(-1) ?? '') && /^web /m.test(shown);
      });
      expect(screen.match(/^NAME /gm)).toHaveLength(1);
    }
    await tmux.sendKeys('C-c');
    await expectRestored(tmux, '0');
  });

  it('takes no orders from the name of a guest', async () => {
    const tmux = await startTop({ sockets: await startMocks({ name: HOSTILE }), columns: 120 });
    expect(await tmux.screen()).toMatch(/^a\?\[2J\?\[10;10Hb\?c\?31md/m);
    expect(await tmux.ask('pane_title')).not.toBe('title');
    await tmux.sendKeys('Enter');
    await tmux.waitFor(/^Finding$/m);
    await tmux.sendKeys('q');
    await expectRestored(tmux, '0');
  });

  it('selects and sorts with the mouse', async () => {
    const tmux = await startTop({ sockets: await startMocks({ name: 'web' }, { name: 'db' }), columns: 120 });
    const lineOf = async (pattern: RegExp) =>
      (await tmux.screen()).split('\n').findIndex((line) => pattern.test(line)) + 1;
    await tmux.sendRaw(`\u001b[<0;2;${await lineOf(/^NAME/)}M`);
    await tmux.waitFor(/by name$/m);
    await tmux.sendRaw(`\u001b[<0;2;${await lineOf(/^web /)}M`);
    await tmux.sendKeys('Enter');
    await tmux.waitFor(/^web$/m);
    await tmux.sendKeys('q');
    await expectRestored(tmux, '0');
  });

  it('gives the terminal back with SIGTERM and SIGHUP', async () => {
    const sockets = await startMocks({ name: 'web' });
    const terminated = await startTop({ sockets });
    process.kill(runningPid(terminated), 'SIGTERM');
    await expectRestored(terminated, '143');
    const hungUp = await startTop({ sockets });
    process.kill(runningPid(hungUp), 'SIGHUP');
    await expectRestored(hungUp, '0');
  });

  it('gives the terminal back when it crashes', async () => {
    const crash = "process.on('SIGUSR2', () => { throw new Error('a bug') })";
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(crash)}` };
    const tmux = await startTop({ sockets: await startMocks({ name: 'web' }), env });
    process.kill(runningPid(tmux), 'SIGUSR2');
    await tmux.waitFor(/a bug/);
    await expectRestored(tmux, '1');
  });

  it('stops with Ctrl+Z, and goes on with fg', async () => {
    const tmux = await startTop({ sockets: await startMocks({ name: 'web' }) });
    await tmux.sendKeys('C-z');
    await tmux.waitFor(/Stopped/);
    expect(await tmux.ask('alternate_on')).toBe('0');
    expect(await tmux.ask('cursor_flag')).toBe('1');
    await tmux.enter('fg; echo "ended with $?"');
    await tmux.waitFor(READY);
    expect(await tmux.ask('alternate_on')).toBe('1');
    await tmux.sendKeys('q');
    await tmux.waitFor('ended with 0');
  });

  it('has neither colours nor UTF-8 where the terminal has none', async () => {
    const sockets = await startMocks({ name: 'wéb' }, { name: 'db' });
    const plain = await startTop({ sockets, env: { NO_COLOR: '1', LC_ALL: 'C' } });
    expect(await plain.screen()).toMatch(/^w\?b /m);
    expect(await plain.screen()).toMatch(/^[ -~\n]*$/);
    expect(await plain.styledScreen()).not.toMatch(/\[(?:\d+;)*3[0-7]m|\[(?:\d+;)*9[0-7]m/);
    const colourful = await startTop({ sockets });
    expect(await colourful.styledScreen()).toMatch(/\[32m *running/);
  });

  it('begins as it was kept', async () => {
    const sockets = await startMocks({ name: 'web' });
    const config = await temporaryDirectory();
    const env = { XDG_CONFIG_HOME: config };
    const first = await startTop({ sockets, env });
    await first.sendKeys('3', 'u', '+');
    await first.waitFor('a sweep every 1 s');
    await first.sendKeys('w');
    await first.waitFor('kept in');
    const kept: unknown = JSON.parse(readFileSync(join(config, 'qgauge', 'top.json'), 'utf8'));
    expect(kept).toMatchObject({ screen: 'disks', sizeUnit: 'MiB', intervalSeconds: 1 });
    const second = await startTop({ sockets, env });
    expect(await second.screen()).toMatch(/^GUEST +DISK/m);
  });

  it('prints text where the terminal is a dumb one', async () => {
    const sockets = await startMocks({ name: 'web' });
    const tmux = await Tmux.start({ command: ['sh'], env: { TERM: 'dumb' } });
    await tmux.waitFor(/^\$$/);
    await tmux.enter(`${process.execPath} ${MAIN} top --once ${sockets.join(' ')}; echo "status $?"`);
    expect(await tmux.waitFor('status 0')).toMatch(/^NAME +STATE.*\nweb +running/m);
    expect(await tmux.ask('alternate_on')).toBe('0');
  });
});
