import { startMockQemu } from 'qgauge/mock';
import { GreetingTimeoutError, QmpClient } from 'qgauge/qmp';
import { expect, test } from 'vitest';

test('a monitor that serves another client sends no greeting, and is free once that client has left', async () => {
  await using qemu = await startMockQemu();
  const other = await QmpClient.connect(qemu.address);

  await expect(QmpClient.connect(qemu.address, { greetingTimeoutMs: 50 })).rejects.toThrow(
    GreetingTimeoutError,
  );

  await other.close();
  await using qmp = await QmpClient.connect(qemu.address);
  expect(qmp.greeting.version).toMatchObject({ major: 11 });
});
