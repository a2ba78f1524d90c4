import { expect, expectTypeOf, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import type { QueryStatusReply } from '../../src/protocol/qapi/types.js';
import { QmpClient } from '../../src/qemu/qmp-client.js';

it("the client knows QEMU's commands by their types", async () => {
  await using qemu = await startMockQemu();
  await using client = await QmpClient.connect(qemu.address);
  const status = await client.execute('query-status');
  expectTypeOf(status).toEqualTypeOf<QueryStatusReply>();
  expect(status.status).toBe('running');
});

it('the client is distinguished from other things', async () => {
  await using qemu = await startMockQemu();
  await using client: unknown = await QmpClient.connect(qemu.address);
  expect(client instanceof QmpClient).toBe(true);
  if (client instanceof QmpClient) expectTypeOf(client).toEqualTypeOf<QmpClient>();
});
