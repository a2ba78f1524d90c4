import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../../mock-qemu/index.js';
import { describeLab } from '../../../lab/context.js';
import { bootGuest } from '../../../lab/guest.js';
import { Tmux } from '../../../lab/tmux.js';
import { MAIN } from '../../../run-qgauge.js';
import { temporaryDirectory } from '../../../temporary-directory.js';

/** A terminal with a shell of the system's, in which `qgauge qmp` has been started. */
async function openShell(
  address: string,
  { state, options = [] }: { readonly state?: string; readonly options?: readonly string[] } = {},
): Promise<Tmux> {
  const home = state ?? (await temporaryDirectory());
  const terminal = await Tmux.start({
    command: ['bash', '--norc', '--noprofile'],
    columns: 100,
    rows: 30,
    env: { XDG_STATE_HOME: home },
  });
  await terminal.waitFor(/^\$/m);
  await terminal.enter(`clear; ${process.execPath} ${MAIN} qmp ${address} ${options.join(' ')}`);
  await terminal.waitFor(/^qmp>/m);
  return terminal;
}

async function startMock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const mock = await startMockQemu({ version: '7.2', name: 'web', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

describeLab('the shell of qgauge qmp, in a terminal', (lab) => {
  it('completes a real guest’s commands, arguments, values, paths and properties', async () => {
    await using guest = await bootGuest(lab, { name: 'shell', kernel: false, stopped: true, control: false });
    const terminal = await openShell(guest.monitors[0] ?? '');
    await terminal.waitFor("guest 'shell'");
    await terminal.sendKeys('query-statu', 'Tab');
    await terminal.waitFor('qmp> query-status');
    await terminal.sendKeys('Enter');
    await terminal.waitFor('"status": "prelaunch"');
    await terminal.sendKeys('set-action pan', 'Tab');
    await terminal.waitFor('set-action panic=');
    await terminal.sendKeys('pa', 'Tab');
    await terminal.waitFor('set-action panic=pause');
    await terminal.sendKeys('C-c');
    await terminal.sendKeys('qom-get path=/machine/peripheral/ball', 'Tab');
    await terminal.waitFor('balloon0/');
    await terminal.sendKeys(' prop', 'Tab');
    await terminal.waitFor('balloon0/ property=');
    await terminal.sendKeys('guest-stats-p', 'Tab');
    await terminal.waitFor('guest-stats-polling-interval');
    await terminal.sendKeys('Enter');
    await terminal.waitFor(/^0$/m);
  });

  it('lists what a line may go on with', async () => {
    const { address } = await startMock();
    const terminal = await openShell(address);
    await terminal.sendKeys('query-stat', 'Tab', 'Tab');
    await terminal.waitFor(/query-stats +query-stats-schemas +query-status/);
  });

  it('remembers what was typed, in the next shell too, but no credential', async () => {
    const { address } = await startMock();
    const state = await temporaryDirectory();
    const terminal = await openShell(address, { state });
    await terminal.enter('query-name');
    await terminal.waitFor('"name": "web"');
    await terminal.enter('x-no password=hidden');
    await terminal.waitFor("no command 'x-no'");
    await terminal.enter('{"execute":');
    await terminal.waitFor('...>');
    await terminal.enter('"query-kvm"}');
    await terminal.waitFor('"enabled"');
    await terminal.sendKeys('C-d');
    await terminal.waitFor(/^\$$/m);
    const file = join(state, 'qgauge', 'qmp-history');
    expect(await readFile(file, 'utf8')).toBe('query-name\n{"execute": "query-kvm"}\n');

    const next = await openShell(address, { state });
    await next.sendKeys('Up');
    await next.waitFor('qmp> {"execute": "query-kvm"}');
    await next.sendKeys('Up');
    await next.waitFor('qmp> query-name');
    await next.sendKeys('Enter');
    await next.waitFor('"name": "web"');
  });

  it('shows an event above what is being typed', async () => {
    const mock = await startMock();
    const terminal = await openShell(mock.address);
    const long = `qom-list path=/machine/${'x'.repeat(120)}`;
    await terminal.sendKeys(long);
    await terminal.waitFor('xxx');
    mock.emit('SUSPEND', {});
    mock.emit('DEVICE_DELETED', { path: '/a\u001b[2J' });
    await terminal.waitFor(
      /^\d\d:\d\d:\d\d\.\d{3} SUSPEND \{\}\n\S+ DEVICE_DELETED .*\/a\\u001b\[2J"\}\nqmp> qom-list/m,
    );
    expect((await terminal.screen()).split('qom-list')).toHaveLength(2);
    expect((await terminal.screen()).replaceAll('\n', '')).toContain(long);
    await terminal.sendKeys('Enter');
    await terminal.waitFor('DeviceNotFound');
    await terminal.enter('.events off');
    await terminal.waitFor(/\.events off\nqmp>$/);
    mock.emit('WAKEUP', {});
    await terminal.enter('query-name');
    await terminal.waitFor('"name": "web"');
    expect(await terminal.screen()).not.toContain('WAKEUP');
  });

  it('lets no name of a guest move the cursor', async () => {
    const { address } = await startMock({ name: 'a\u001b[2J\u001b[10;10Hb\u0007\r' });
    const terminal = await openShell(address);
    await terminal.waitFor("guest 'a?[2J?[10;10Hb??'");
    await terminal.enter('query-name');
    await terminal.waitFor('"name": "a\\u001b[2J\\u001b[10;10Hb\\u0007\\r"');
    const lines = (await terminal.screen()).split('\n');
    expect(lines[0]).toContain('QEMU 7.2.22');
    expect(lines.at(-1)).toBe('qmp>');
  });

  it('is left with Ctrl+D, which leaves a clean line and the guest alone', async () => {
    const mock = await startMock();
    const terminal = await openShell(mock.address);
    await terminal.enter('exit');
    await terminal.waitFor('.exit or Ctrl+D exits the shell');
    await terminal.sendKeys('C-d');
    await terminal.waitFor(/^qmp>\n\$$/m);
    await terminal.enter('echo status $?; stty -a | grep -o "[-]*icanon [-]*echo "');
    await terminal.waitFor(/^status 0$/m);
    expect(mock.machine.status).toBe('running');
    expect(mock.calls.map(({ execute }) => execute)).not.toContain('quit');
  });

  it('clears the line with Ctrl+C, and what has been begun', async () => {
    const { address } = await startMock();
    const terminal = await openShell(address);
    await terminal.enter('{"execute":');
    await terminal.waitFor('...>');
    await terminal.sendKeys('"nonsense', 'C-c');
    await terminal.waitFor(/^qmp>$/m);
    await terminal.enter('query-name');
    await terminal.waitFor('"name": "web"');
  });

  it('waits no longer for a reply after Ctrl+C', async () => {
    const mock = await startMock({ faults: [{ kind: 'drop', command: 'query-kvm' }] });
    const terminal = await openShell(mock.address, { options: ['--timeout', '1h'] });
    await terminal.enter('query-kvm');
    await expect.poll(() => mock.calls.at(-1)?.execute).toBe('query-kvm');
    await terminal.sendKeys('C-c');
    await terminal.waitFor('qgauge: stopped waiting: QEMU may still execute the command');
    await terminal.enter('query-name');
    await terminal.waitFor('"name": "web"');
  });

  it('ends with the connection, and says so', async () => {
    const mock = await startMock();
    const terminal = await openShell(mock.address);
    await terminal.sendKeys('half a line');
    await terminal.waitFor('half a line');
    await mock.close();
    await terminal.waitFor('the connection was closed');
    await terminal.enter('echo status $?');
    await terminal.waitFor(/^status 1$/m);
  });
});
