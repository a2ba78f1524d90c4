import { expect, expectTypeOf, it } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import type { QueryStatusReply } from '../../../src/protocol/qapi/types.js';
import { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';

it("the client knows QEMU's commands by their types", async () => {
  await using qemu = await startMockQemu();
  await using client = await QmpClient.connect(qemu.address);
  const status = await client.execute('query-status');
  expectTypeOf(status).toEqualTypeOf<QueryStatusReply>();
  expect(status.status).toBe('running');
});

it('the client is told from other things', async () => {
  await using qemu = await startMockQemu();
  await using client: unknown = await QmpClient.connect(qemu.address);
  expect(client instanceof QmpClient).toBe(true);
  if (client instanceof QmpClient) expectTypeOf(client).toEqualTypeOf<QmpClient>();
});

it('on and onUntyped hear the same event, until each is stopped', async () => {
  await using qemu = await startMockQemu();
  await using client = await QmpClient.connect(qemu.address, { control: true });
  const heard: unknown[] = [];
  const stops = [
    client.on('STOP', ({ event, data }) => heard.push(['on', event, data])),
    client.onUntyped('STOP', ({ event, data }) => heard.push(['onUntyped', event, data])),
  ];
  await client.execute('stop');
  expect(heard).toEqual([
    ['on', 'STOP', {}],
    ['onUntyped', 'STOP', {}],
  ]);
  for (const stop of stops) stop();
  await client.execute('cont');
  await client.execute('stop');
  expect(heard).toHaveLength(2);
});
