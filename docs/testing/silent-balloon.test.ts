import { QmpClient } from 'qgauge';
import { startMockQemu } from 'qgauge/mock';
import { expect, test } from 'vitest';

const path = '/machine/peripheral/balloon0';

test('the last report of a driver that stops reporting stays', async () => {
  await using qemu = await startMockQemu({ driver: 'silent', time: 'manual' });
  await using qmp = await QmpClient.connect(qemu.address, { control: true });
  const lastUpdate = async () => {
    const stats = await qmp.execute('qom-get', { path, property: 'guest-stats' });
    return (stats as { 'last-update': number })['last-update'];
  };
  await qmp.execute('qom-set', { path, property: 'guest-stats-polling-interval', value: 10 });
  const first = await lastUpdate();

  await qemu.advance(3_600_000); // an hour, at once

  expect(await lastUpdate()).toBe(first);
});
