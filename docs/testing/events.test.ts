import { QmpClient } from 'qgauge';
import { startMockQemu } from 'qgauge/mock';
import { expect, test } from 'vitest';

test('a client receives an event when another client stops the machine', async () => {
  await using qemu = await startMockQemu({ monitors: [{}] });
  const [first = '', second = ''] = qemu.addresses;
  await using watcher = await QmpClient.connect(first);
  await using operator = await QmpClient.connect(second, { control: true });
  await watcher.execute('query-status');
  const stopped = new Promise((resolve) => watcher.on('STOP', resolve));

  await operator.execute('stop');

  await stopped;
  expect(await watcher.execute('query-status')).toMatchObject({ status: 'paused', running: false });
});
