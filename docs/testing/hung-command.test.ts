import { startMockQemu } from 'qgauge/mock';
import { CommandTimeoutError, QmpClient } from 'qgauge/qmp';
import { expect, test } from 'vitest';

test('a command without a reply fails at its deadline, and the connection stays usable', async () => {
  await using qemu = await startMockQemu({ version: '10.0' });
  qemu.fault('drop', { command: 'query-block' });
  await using qmp = await QmpClient.connect(qemu.address);

  await expect(qmp.execute('query-block', undefined, { timeoutMs: 50 })).rejects.toThrow(CommandTimeoutError);

  expect(await qmp.execute('query-status')).toMatchObject({ status: 'running' });
});
