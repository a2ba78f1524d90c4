import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
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
