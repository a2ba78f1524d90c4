import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/index.js';
import { type RunningServe, startServe } from './running-serve.js';

async function startDaemon(): Promise<{ readonly qemu: MockQemu; readonly daemon: RunningServe }> {
  const qemu = await startMockQemu({ name: 'web', version: '7.2' });
  onTestFinished(() => qemu.close());
  return { qemu, daemon: await startServe({ web: qemu.address }) };
}

/** Has the daemon read a configuration in which the guest has such a channel, or none. */
async function reload({ configFile, child }: RunningServe, address: string, channel?: object): Promise<void> {
  const guests = [{ name: 'web', address, ...(channel && { channel }) }];
  await writeFile(configFile, JSON.stringify({ discover: false, guests }));
  child.kill('SIGHUP');
}

it('qgauge serve has a socket for a guest as long as its configuration has a channel', async () => {
  const { qemu, daemon } = await startDaemon();
  const path = join(daemon.directory, 'web.sock');
  await reload(daemon, qemu.address, { listen: path });
  await daemon.untilTold('configuration reloaded\n');
  expect(existsSync(path)).toBe(true);
  await reload(daemon, qemu.address);
  await expect.poll(() => existsSync(path), { timeout: 90_000, interval: 20 }).toBe(false);
  expect((await daemon.end()).status).toBe(0);
});

it('qgauge serve reports a channel at whose path it cannot listen', async () => {
  const { qemu, daemon } = await startDaemon();
  await reload(daemon, qemu.address, { listen: daemon.configFile });
  await daemon.untilTold('not reloaded: ');
  expect(daemon.stderr()).toContain(`${daemon.configFile}: another file has this path`);
});
