import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { ClientClosedError, CommandError } from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { greetingServer } from '../../scripted-server.js';

describe('supports', () => {
  it('knows which commands a QEMU has, and asks for them once', async () => {
    await using qemu = await startMockQemu();
    await using client = await GenericQmpClient.connect(qemu.address);
    const [status, cpus] = await Promise.all([
      client.supports('query-status'),
      client.supports('query-cpus'),
    ]);
    expect([status, cpus, await client.supports('qom-get')]).toEqual([true, false, true]);
    expect(qemu.calls.map(({ execute }) => execute)).toEqual(['qmp_capabilities', 'query-commands']);
  });

  it('asks again after it has failed', async () => {
    let asked = 0;
    const address = await greetingServer(({ id }) =>
      asked++ === 0
        ? `{"error": {"class": "GenericError", "desc": "not now"}, "id": ${id}}\r\n`
        : `{"return": [{"name": "stop"}], "id": ${id}}\r\n`,
    );
    const client = await GenericQmpClient.connect(address);
    onTestFinished(() => client.close());
    const failed = await Promise.allSettled([client.supports('stop'), client.supports('cont')]);
    expect(failed.map((result) => result.status === 'rejected' && result.reason)).toEqual([
      expect.any(CommandError),
      expect.any(CommandError),
    ]);
    expect([await client.supports('stop'), await client.supports('cont'), asked]).toEqual([true, false, 2]);
  });

  it('rejects when the client is closed', async () => {
    await using qemu = await startMockQemu();
    const client = await GenericQmpClient.connect(qemu.address);
    await client.close();
    await expect(client.supports('stop')).rejects.toThrow(ClientClosedError);
  });
});
