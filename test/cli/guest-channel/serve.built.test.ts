import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/index.js';
import { startMockGuest } from '../../mock-qemu/mock-guest.js';
import { ALONE, type Run, type RunOptions, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startServe } from '../serve/running-serve.js';

const SOON = { timeout: 90_000, interval: 20 };

async function startGuest(): Promise<string> {
  const qemu = await startMockQemu({ name: 'web', version: '7.2' });
  onTestFinished(() => qemu.close());
  return qemu.address;
}

/** Runs the command with directories of its own. */
function serve(directory: string, args: readonly string[], options?: RunOptions): Promise<Run> {
  const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`, `STATE_DIRECTORY=${directory}`];
  return runQgauge(['guest-channel', 'serve', ...args, '-f', '0.3'], {
    ...options,
    through: [...through, ...(options?.through ?? [])],
  });
}

describe('qgauge guest-channel serve', () => {
  it('answers where QEMU listens, once the daemon that has done so has ended', async () => {
    const web = await startMockGuest({ name: 'web', version: '7.2' });
    const daemon = await startServe({ web: { address: web.address, channel: { connect: web.path } } });
    const ask = () => web.ask('guestlib.stat.get text session');
    await expect.poll(async () => (await ask()).status, SOON).toBe(0);
    const end = ['--connect', web.path];
    let ended: { readonly status: number | null } | undefined;
    const run = await serve(await temporaryDirectory(), [web.address, ...end], {
      signal: 'SIGTERM',
      signalWhen: async () => {
        // It has been refused by then, or takes over at once.
        await daemon.untilMeasured();
        ended = await daemon.end();
        await expect.poll(async () => (await ask()).status, SOON).toBe(0);
      },
    });
    expect(ended?.status).toBe(0);
    expect(run).toMatchObject({ status: 0, stdout: '' });
  });

  it('has its socket until it is ended, and no other process beside it', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'web.sock');
    const args = [await startGuest(), '--listen', path];
    let second: Run | undefined;
    const run = await serve(directory, args, {
      signal: 'SIGTERM',
      signalWhen: async () => {
        await expect.poll(() => existsSync(path), SOON).toBe(true);
        second = await serve(directory, args);
      },
    });
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(new RegExp(`^qgauge: answering \\S+ at ${path}\n`));
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second?.stderr).toMatch(
      new RegExp(`^qgauge: cannot listen at ${path}: .* listens there: stop it, or choose another path\n$`),
    );
    expect(existsSync(path)).toBe(false);
  });

  it('serves the channels of a configuration, and measures no other guest', async () => {
    const directory = await temporaryDirectory();
    const [config, path] = [join(directory, 'qgauge.yaml'), join(directory, 'web.sock')];
    const guests = [
      { name: 'web', address: await startGuest(), channel: { listen: path } },
      { name: 'db', address: '/nonexistent/qmp.sock' },
    ];
    await writeFile(config, JSON.stringify({ discover: false, guests }));
    const run = await serve(directory, ['--config', config], {
      signal: 'SIGTERM',
      signalWhen: () => expect.poll(() => existsSync(path), SOON).toBe(true),
    });
    expect(run.stderr).toContain(`qgauge: answering web at ${path}\n`);
    expect(run).toMatchObject({ status: 0, stderr: expect.not.stringContaining('db') });
    const other = await serve(directory, ['db', '--config', config]);
    expect(other).toMatchObject({ status: 2, stdout: '' });
    expect(other.stderr).toBe(
      `qgauge: db has no channel in ${config}: name the end of its port, by --connect PATH or --listen PATH\n`,
    );
  });

  it('is refused without a port, and for a guest that does not exist', async () => {
    const directory = await temporaryDirectory();
    const refused = async (...args: readonly string[]) => {
      const { status, stderr } = await serve(directory, args, { through: ALONE });
      return { status, stderr };
    };
    expect(await refused('nobody', '--connect', '/run/x.sock')).toEqual({
      status: 1,
      stderr: expect.stringContaining("no guests found on this host: instead of 'nobody', name the address"),
    });
    expect(await refused('--connect', '/run/x.sock')).toMatchObject({ status: 2 });
    expect(await refused('web', '--connect', 'x.sock')).toEqual({
      status: 2,
      stderr: "qgauge: 'x.sock' is not a valid path of a socket: expected an absolute one\n",
    });
  });
});
