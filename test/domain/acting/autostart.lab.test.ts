import { afterAll, beforeAll, expect } from 'vitest';
import { bootSystemd, type Ended, type Systemd } from '../../deploy/boot-systemd.js';
import { describeLab } from '../../lab/context.js';
import { waitFor } from '../../wait-for.js';
import { refuses, succeeds } from './rows.js';

/** A machine that never runs, with a monitor. */
function qemu(name: string): readonly string[] {
  const machine = ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'q35', '-accel', 'tcg'];
  const monitor = ['-qmp', `unix:/run/${name}.sock,server=on,wait=off`];
  return ['/usr/bin/qemu-system-x86_64', ...machine, '-m', '32', '-S', '-name', name, ...monitor];
}

describeLab('setAutostart under systemd', () => {
  let systemd: Systemd;

  beforeAll(async () => {
    systemd = await bootSystemd();
    const install = '[Install]\\nWantedBy=multi-user.target\\n';
    await startUnit('act-auto', install);
    await startUnit('act-static', '');
    await run('systemd-run', '--quiet', '--unit=act-transient', ...qemu('act-transient'));
    for (const name of ['act-auto', 'act-static', 'act-transient'])
      await waitFor(() => run('test', '-S', `/run/${name}.sock`));
  });
  afterAll(() => systemd?.end());

  /** Runs a command that has to succeed. */
  async function run(...argv: readonly string[]): Promise<string> {
    const ended = await systemd.run(...argv);
    expect(ended, argv.join(' ')).toMatchObject({ status: 0 });
    return ended.stdout;
  }

  async function startUnit(name: string, install: string): Promise<void> {
    const unit = `[Service]\\nExecStart=${qemu(name).join(' ')}\\n${install}`;
    await run('sh', '-c', `printf '${unit}' >/etc/systemd/system/${name}.service`);
    await run('systemctl', 'daemon-reload');
    await run('systemctl', 'start', name);
  }

  function autostart(name: string, ...more: readonly string[]): Promise<Ended> {
    return systemd.run('qgauge', 'dom', 'autostart', name, '--control', ...more);
  }

  async function isEnabled(name: string): Promise<string> {
    return (await systemd.run('systemctl', 'is-enabled', name)).stdout.trim();
  }

  succeeds('setAutostart', 'has systemd start the unit of a guest with the host, and not', async () => {
    expect(await isEnabled('act-auto')).toBe('disabled');
    expect(await autostart('act-auto', '--dry-run')).toMatchObject({
      stdout: 'systemctl enable -- act-auto.service\n',
    });
    expect(await isEnabled('act-auto')).toBe('disabled');
    expect(await autostart('act-auto')).toMatchObject({
      status: 0,
      stdout: "Domain 'act-auto' marked as autostarted\n",
    });
    expect(await isEnabled('act-auto')).toBe('enabled');
    expect(await run('qgauge', 'dom', 'dominfo', 'act-auto')).toMatch(/^Autostart: +enable$/m);
    expect(await autostart('act-auto', '--disable')).toMatchObject({
      status: 0,
      stdout: "Domain 'act-auto' unmarked as autostarted\n",
    });
    expect(await isEnabled('act-auto')).toBe('disabled');
    expect(await run('systemctl', 'is-active', 'act-auto')).toBe('active\n');
  });

  refuses(
    'setAutostart',
    'a unit without an installation, one without a file, and a guest without one',
    async () => {
      const fixed = await autostart('act-static');
      expect(fixed).toMatchObject({ status: 1 });
      expect(fixed.stderr).toMatch(
        /act-static.service is not enabled afterwards: its file has no section \[Install\]/,
      );
      const transient = await autostart('act-transient');
      expect(transient).toMatchObject({ status: 1 });
      expect(transient.stderr).toMatch(/its unit act-transient.service has no file/);
    },
  );
});
