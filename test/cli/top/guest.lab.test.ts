import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../../lab/lab-host.js';
import { Tmux } from '../../lab/tmux.js';
import { MAIN } from '../../run-qgauge.js';

describeHost('qgauge top on a host', (lab) => {
  it('has a guest that was stopped on top of the problems, with the reason and the advice', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.startPaused('top-web', []);
    // Not the child of a program outside of the host, which would stop with it.
    const pid = await host.startPaused('top-db', ['-daemonize', '-pidfile', host.path('db.pid')]);
    const command = [...host.through, process.execPath, MAIN, 'top', '-d', '1', '--screen', 'problems'];
    await using tmux = await Tmux.start({ command, columns: 120, rows: 30 });
    await tmux.waitFor(/^SEVERITY +KIND/m);
    await tmux.waitFor((screen) => !/^broken/m.test(screen));
    await host.shell(`kill -STOP ${pid}`);
    const screen = await tmux.waitFor(/^broken/m);
    const lines = screen.split('\n');
    const top = lines[lines.findIndex((line) => line.startsWith('SEVERITY')) + 1];
    expect(top).toMatch(/^broken +stopped +top-db /);
    expect(screen).toMatch(
      /^top-db: .*QEMU \(pid \d+\) is stopped \(SIGSTOP or a debugger\): kill -CONT \d+/m,
    );
    await host.shell(`kill -CONT ${pid}`);
    await tmux.waitFor((shown) => !/^broken/m.test(shown) && /problem-ended +top-db/.test(shown));
    await tmux.sendKeys('q');
    expect(await tmux.waitForExit()).toEqual({ status: 0, signal: undefined });
  });

  it('has the figures of a real guest as ps and QEMU have them', async () => {
    const host = await LabHost.start(lab.qemu);
    const pid = await host.startPaused('top-web', ['-m', '96', '-smp', '2', '-device', 'virtio-balloon']);
    const { stdout } = await host.qgauge(['top', '--once', '--csv', '-d', '500ms']);
    const [names = [], figures = []] = stdout
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const row = Object.fromEntries(names.map((name, at) => [name, figures[at]]));
    const rssKib = Number(await host.shell(`ps -o rss= -p ${pid}`));
    expect(row).toMatchObject({ name: 'top-web', pid: String(pid), state: 'prelaunch', vcpus: '2' });
    expect(Number(row.rss) / 1024 / rssKib).toBeCloseTo(1, 1);
    expect(row.machine).toBe(String(96 * 2 ** 20));
    expect(row.actual).toBe(String(96 * 2 ** 20));
  });
});
