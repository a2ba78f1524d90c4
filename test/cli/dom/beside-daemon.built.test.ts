import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startServe } from '../serve/running-serve.js';

it('borrows the monitor that a daemon holds', async () => {
  const mock = await startMockQemu({ name: 'web' });
  onTestFinished(() => mock.close());
  const daemon = await startServe({ web: mock.address }, [], true);
  await daemon.untilMeasured();
  const run = await daemon.beside('dom', 'domstate', mock.address);
  expect(run).toMatchObject({ status: 0, stdout: 'running\n', stderr: '' });
  // The daemon goes on.
  await daemon.untilMeasured();
});

it('borrows it to change the guest, and gives it back', async () => {
  const mock = await startMockQemu({ name: 'web' });
  onTestFinished(() => mock.close());
  const daemon = await startServe({ web: mock.address }, [], true);
  await daemon.untilMeasured();
  const directory = await temporaryDirectory();
  const log = join(directory, 'audit.log');
  const run = await daemon.beside('dom', 'suspend', mock.address, '--control', '--audit-log', log);
  expect(run).toMatchObject({ status: 0, stdout: "Domain 'web' suspended\n", stderr: '' });
  expect(JSON.parse(await readFile(log, 'utf8'))).toMatchObject({ verb: 'suspend', result: 'done' });
  const sweeps = () => mock.calls.filter(({ execute }) => execute === 'query-status').length;
  const before = sweeps();
  await expect.poll(sweeps, { timeout: 90_000 }).toBeGreaterThan(before + 2);
});
