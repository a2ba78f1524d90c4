import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../mock-qemu/index.js';
import { configOf } from '../cli/serve/running-serve.js';
import { freePort } from '../free-port.js';
import { describeLab } from '../lab/context.js';
import { runCommand } from '../lab/run-command.js';
import { MAIN } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';

const WAIT = { timeout: 90_000, interval: 100 };

/** Starts `qgauge serve` at the first connection to a unix socket or a port, as systemd does. */
async function activate() {
  const qemu = await startMockQemu({ name: 'web' });
  onTestFinished(() => qemu.close());
  const directory = await temporaryDirectory();
  const config = join(directory, 'qgauge.yaml');
  await writeFile(config, configOf({ web: qemu.address }));
  const path = join(directory, 'api.sock');
  const address = `127.0.0.1:${await freePort()}`;
  // It passes on hardly any variable by itself.
  const variables = [
    `--setenv=QGAUGE_RUNTIME_DIRECTORY=${directory}`,
    `--setenv=STATE_DIRECTORY=${directory}`,
  ];
  const sockets = [`--listen=${path}`, `--listen=${address}`, ...variables];
  const daemon = [process.execPath, MAIN, 'serve', '--config', config];
  const child = spawn('systemd-socket-activate', [...sockets, ...daemon], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close');
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return { child, closed, path, address, stderr: () => stderr };
}

describeLab('systemd-socket-activate', () => {
  it('starts a daemon that serves both sockets, and leaves the file to its owner', async () => {
    const { child, closed, path, address, stderr } = await activate();
    const states = async (...way: readonly string[]) => {
      const text = await runCommand('curl', ['-s', ...way]).catch(() => '');
      return text.startsWith('{"sweep"')
        ? JSON.parse(text).guests.map(({ state }: { state: string }) => state)
        : [];
    };
    await expect
      .poll(() => states('--unix-socket', path, 'http://qgauge/api/v1/guests'), WAIT)
      .toEqual(['running']);
    expect(await states(`http://${address}/api/v1/guests`)).toEqual(['running']);
    expect(stderr()).toContain(`qgauge: answering at unix:${path}\nqgauge: answering at http://${address}\n`);
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(existsSync(path)).toBe(true);
  });
});
