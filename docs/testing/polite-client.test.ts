import { parseAddress, takeSnapshot } from 'qgauge';
import { startMockQemu } from 'qgauge/mock';
import { expect, test } from 'vitest';

test('a snapshot sends only commands that read', async () => {
  await using qemu = await startMockQemu({ version: '7.2', name: 'web', memoryBytes: 2 ** 30 });

  const { guests } = await takeSnapshot({ sockets: [parseAddress(qemu.address)] });

  expect(guests).toHaveLength(1);
  const commands = qemu.calls.map((call) => call.execute);
  expect(commands[0]).toBe('qmp_capabilities');
  expect(
    commands.filter((command) => !/^(qmp_capabilities$|query-|qom-list|qom-get$)/.test(command)),
  ).toEqual([]);
});
