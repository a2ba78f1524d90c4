import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuestList } from '../../src/formats/list/guest-list.js';
import { describeLab } from '../lab/context.js';
import { runCommand } from '../lab/run-command.js';
import { bootSystemd, type Systemd, UNITS } from './boot-systemd.js';

/** The exposure that `systemd-analyze security` may find, from 0 (none) to 10. */
const MOST_EXPOSURE = 3;
const WAIT = { timeout: 90_000, interval: 100 };

/** A QEMU each: its user, and the directory of its socket. */
const GUESTS: Readonly<Record<string, { readonly user: string; readonly directory: string }>> = {
  'sd-private-tmp': { user: 'games', directory: '/tmp' },
  'sd-root': { user: 'root', directory: '/run/sd-root' },
  'sd-user': { user: 'games', directory: '/run/sd-user' },
};

describeLab('deploy/systemd', () => {
  it.each(['qgauge-serve.service', 'qgauge-collect.service'])('%s is hardened', async (unit) => {
    const file = join(UNITS, unit);
    const report = await runCommand('systemd-analyze', ['security', '--offline=true', '--no-pager', file]);
    const [, figure] = /Overall exposure level for \S+: (\d+\.\d)/.exec(report) ?? [];
    expect(Number(figure)).toBeLessThanOrEqual(MOST_EXPOSURE);
    // Node.js compiles at run time, and does not start with it.
    expect(readFileSync(file, 'utf8')).not.toMatch(/^MemoryDenyWriteExecute=/m);
  });

  describe('under systemd', () => {
    let systemd: Systemd;

    beforeAll(async () => {
      systemd = await bootSystemd();
      await run('systemd-sysusers');
      await run('systemd-tmpfiles', '--create', 'qgauge.conf');
      await run('useradd', '--groups', 'qgauge', 'alice');
      for (const name of Object.keys(GUESTS)) await startGuest(name);
    });

    afterAll(() => systemd?.end());

    /** Runs a command that has to succeed. */
    async function run(...argv: readonly string[]): Promise<string> {
      const ended = await systemd.run(...argv);
      expect(ended, argv.join(' ')).toMatchObject({ status: 0 });
      return ended.stdout;
    }

    async function startGuest(name: string): Promise<void> {
      const { user, directory } = GUESTS[name] ?? { user: 'root', directory: '/run' };
      const properties = [`--property=User=${user}`, `--property=PrivateTmp=${directory === '/tmp'}`];
      if (directory !== '/tmp') await run('install', '-d', '-m', '0700', '-o', user, directory);
      const qemu = [
        'qemu-system-x86_64',
        '-nodefaults',
        '-display',
        'none',
        '-accel',
        'tcg',
        '-S',
        '-m',
        '64',
      ];
      const monitor = ['-name', name, '-qmp', `unix:${directory}/sd-qmp.sock,server=on,wait=off`];
      await run('systemd-run', '--quiet', `--unit=${name}`, ...properties, ...qemu, ...monitor);
    }

    /** What the daemon lists, asked over a way to it. */
    async function listGuests(...way: readonly string[]): Promise<GuestList['guests']> {
      const { stdout } = await systemd.run('curl', '-s', ...way);
      const isList = stdout.startsWith('{"sweep"');
      return isList ? JSON.parse(stdout).guests : [];
    }

    const OVER_UNIX = ['--unix-socket', '/run/qgauge/api.sock', 'http://qgauge/api/v1/guests'];
    const OVER_TCP = ['http://127.0.0.1:10177/api/v1/guests'];
    const status = () => run('systemctl', 'show', 'qgauge-serve', '--property=ActiveState,StatusText,Result');

    it('has nothing to complain of in the units', async () => {
      const units = ['serve.service', 'serve.socket', 'collect.service', 'collect.timer'];
      const files = units.map((unit) => `/etc/systemd/system/qgauge-${unit}`);
      expect(await systemd.run('systemd-analyze', 'verify', ...files)).toMatchObject({
        ...{ status: 0, stdout: '', stderr: '' },
      });
    });

    it('the service measures QEMUs of every user, wherever their sockets are', async () => {
      await run('systemctl', 'start', 'qgauge-serve');
      const names = Object.keys(GUESTS);
      await expect.poll(async () => (await listGuests(...OVER_UNIX)).length, WAIT).toBe(names.length);
      const guests = await listGuests(...OVER_TCP);
      expect(guests.map(({ name, state }) => [name, state])).toEqual(
        names.map((name) => [name, 'prelaunch']),
      );
      // As the owner of the socket knows it, and not by the way through /proc.
      const [shown] = guests.filter(({ name }) => name === 'sd-user');
      expect(shown?.socket).toBe('unix:/run/sd-user/sd-qmp.sock');
      for (const name of names) {
        const text = await run('curl', '-s', `http://127.0.0.1:10177/api/v1/guests/${name}`);
        const { guest } = JSON.parse(text);
        expect(guest.linux.io, name).toHaveProperty('readBytes');
        expect(guest.linux.rssBytes, name).toBeGreaterThan(0);
      }
    });

    it('lets the group ask the daemon, and no others', async () => {
      const as = (user: string) => [
        'setpriv',
        `--reuid=${user}`,
        '--regid=games',
        '--init-groups',
        'curl',
        '-s',
      ];
      expect(await systemd.run(...as('alice'), ...OVER_UNIX)).toMatchObject({ status: 0 });
      expect(await systemd.run(...as('games'), ...OVER_UNIX)).toMatchObject({ status: 7 });
      expect(await run('stat', '--format=%A %U %G', '/run/qgauge', '/run/qgauge/api.sock')).toBe(
        'drwxr-x--- root qgauge\nsrw-rw---- root qgauge\n',
      );
    });

    it('shows in the status whether the configuration was read again', async () => {
      const reload = async (config: string) => {
        await run('sh', '-c', `mkdir -p /etc/qgauge && printf '${config}' >/etc/qgauge/qgauge.yaml`);
        await run('systemctl', 'reload', 'qgauge-serve');
      };
      expect(await status()).toContain('StatusText=a sweep every 5 s\n');
      await reload('interval: 2s\\n');
      await expect.poll(status, WAIT).toContain('StatusText=a sweep every 2 s\n');
      await reload('intervall: 9s\\n');
      const why = "/etc/qgauge/qgauge.yaml:1:1: intervall: unknown key; did you mean 'interval'?";
      await expect.poll(status, WAIT).toContain(`StatusText=not reloaded: ${why}\n`);
      await run('rm', '/etc/qgauge/qgauge.yaml');
    });

    it('lends a monitor that it holds', async () => {
      const config = '{ discover: true, guests: [{ name: sd-user, hold: true }] }';
      await run('sh', '-c', `echo '${config}' >/etc/qgauge/qgauge.yaml`);
      await run('systemctl', 'reload', 'qgauge-serve');
      const direct = ['qgauge', 'ls', 'sd-user', '--direct', '--json'];
      const kind = async () => JSON.parse((await systemd.run(...direct)).stdout).guests[0].problem?.kind;
      await expect.poll(kind, WAIT).toBe('busy');
      expect(await run('qgauge', 'qmp', 'sd-user', 'query-status')).toContain('prelaunch');
      await run('rm', '/etc/qgauge/qgauge.yaml');
    });

    it('ends within two seconds, and takes its socket away', async () => {
      const { ms } = await systemd.run('systemctl', 'stop', 'qgauge-serve');
      expect(ms).toBeLessThan(2000);
      expect(await status()).toContain('Result=success\n');
      expect(await run('ls', '/run/qgauge')).toBe('');
    });

    it('with sockets from systemd, no request is refused while the daemon starts again', async () => {
      await run('systemctl', 'start', 'qgauge-serve.socket');
      expect(await listGuests('--retry', '9', ...OVER_UNIX)).toBeDefined();
      const restarted = run('systemctl', 'restart', 'qgauge-serve');
      let isOver = false;
      void restarted.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        for (const way of [OVER_UNIX, OVER_TCP])
          expect(await systemd.run('curl', '-s', ...way)).toMatchObject({ status: 0 });
      }
      await restarted;
      expect(await run('qgauge', 'ls')).toContain('sd-user');
      await run('systemctl', 'stop', 'qgauge-serve.service', 'qgauge-serve.socket');
    });

    it("the timer's service writes a record that snmpd can read", async () => {
      await run('systemctl', 'start', 'qgauge-collect.service');
      const record = JSON.parse(await run('setpriv', '--reuid=games', 'cat', '/var/cache/hv_monitor.json'));
      expect(Object.keys(record.data.VMs)).toEqual(Object.keys(GUESTS));
    });

    /** Starts the service with one of its capabilities, and ends it afterwards. */
    async function withOnly(capability: string, check: () => Promise<void>): Promise<void> {
      const folder = '/run/systemd/system/qgauge-serve.service.d';
      const lines = `[Service]\nCapabilityBoundingSet=\nCapabilityBoundingSet=${capability}\n`;
      await run('sh', '-c', `mkdir -p ${folder} && printf '${lines}' >${folder}/lab.conf`);
      await run('systemctl', 'daemon-reload');
      await run('systemctl', 'start', 'qgauge-serve');
      try {
        await check();
      } finally {
        await run('systemctl', 'stop', 'qgauge-serve');
        await run('rm', `${folder}/lab.conf`);
      }
    }

    it('without CAP_DAC_OVERRIDE, it is denied the monitors of other users', () =>
      withOnly('CAP_SYS_PTRACE', async () => {
        const problems = async () =>
          (await listGuests(...OVER_TCP)).map(({ name, problem }) => `${name} ${problem?.kind ?? 'answers'}`);
        await expect
          .poll(problems, WAIT)
          .toEqual(['sd-private-tmp denied', 'sd-root answers', 'sd-user denied']);
      }));

    it('without CAP_SYS_PTRACE, it finds no guest, and says why', () =>
      withOnly('CAP_DAC_OVERRIDE', async () => {
        const ready = ['curl', '-s', 'http://127.0.0.1:10177/readyz'];
        await expect.poll(async () => (await systemd.run(...ready)).stdout, WAIT).toBe('ok\n');
        expect(await listGuests(...OVER_TCP)).toEqual([]);
        expect(await run('journalctl', '--unit=qgauge-serve')).toContain('hidepid');
      }));
  });
});
