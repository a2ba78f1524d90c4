import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type MockQemu, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw } from './raw-client.js';

const PING = '{"execute":"guest-ping"}';
const PONG = '{"return": {}}\n';

describe('the agent of a machine', () => {
  it('answers on its own socket, which query-chardev names', async () => {
    await using qemu = await startMockQemu({ agent: { hostName: 'web' } });
    await using client = await connectRaw(agentOf(qemu).address);
    client.write('{"execute":"guest-get-host-name"}');
    expect(await client.lines(1)).toEqual(['{"return": {"host-name": "web"}}\n']);
    expect(agentOf(qemu).calls).toEqual([{ execute: 'guest-get-host-name' }]);
    expect(await chardevs(qemu)).toContain(
      `{"frontend-open": true, "filename": "${agentOf(qemu).address},server=on", "label": "qga0"}`,
    );
    await client.close();
    await expect.poll(() => agentOf(qemu).isConnected).toBe(false);
    expect(await chardevs(qemu)).toContain(`"filename": "disconnected:${agentOf(qemu).address},server=on"`);
  });

  it('exists only with the option', async () => {
    await using qemu = await startMockQemu();
    expect(qemu.agent).toBeUndefined();
    expect(await chardevs(qemu)).not.toContain('qga0');
  });

  it('may be absent: the port exists, but is not open in the guest', async () => {
    await using qemu = await startMockQemu({ agent: { mode: 'absent' }, time: 'manual' });
    await using client = await connectRaw(agentOf(qemu).address);
    client.write(PING);
    await qemu.advance(60_000);
    expect(client.text).toBe('');
    expect(await chardevs(qemu)).toContain('"frontend-open": false');
  });

  it('comes when the guest has booted, goes with a reset, and QEMU reports both', async () => {
    await using qemu = await startMockQemu({ agent: {}, status: 'prelaunch', time: 'manual', startMs: 0 });
    await using monitor = await connectRaw(qemu.address);
    await monitor.negotiate();
    await using client = await connectRaw(agentOf(qemu).address);
    client.write(PING);
    qemu.machine.cont();
    await qemu.advance(900);
    expect(client.text).toBe('');
    await qemu.advance(100);
    expect(await client.lines(1)).toEqual([PONG]);
    qemu.machine.reset();
    await qemu.advance(5000);
    const ports = (await monitor.lines(5)).filter((line) => line.includes('VSERPORT_CHANGE'));
    expect(ports.map((line) => line.trim())).toEqual([
      '{"timestamp": {"seconds": 1, "microseconds": 0}, "event": "VSERPORT_CHANGE", "data": {"open": true, "id": "qga0"}}',
      '{"timestamp": {"seconds": 1, "microseconds": 0}, "event": "VSERPORT_CHANGE", "data": {"open": false, "id": "qga0"}}',
      '{"timestamp": {"seconds": 2, "microseconds": 0}, "event": "VSERPORT_CHANGE", "data": {"open": true, "id": "qga0"}}',
    ]);
  });

  it('stands still with the machine, and is late on its clock', async () => {
    await using qemu = await startMockQemu({ agent: { mode: 'late', lateMs: 5000 }, time: 'manual' });
    await using client = await connectRaw(agentOf(qemu).address);
    client.write(PING);
    await expect.poll(() => agentOf(qemu).calls).toHaveLength(1);
    await qemu.advance(4000);
    qemu.machine.stop();
    await qemu.advance(60_000);
    qemu.machine.cont();
    await qemu.advance(999);
    expect(client.text).toBe('');
    await qemu.advance(1);
    expect(client.text).toBe(PONG);
  });

  it('does not read while the machine is stopped', async () => {
    await using qemu = await startMockQemu({ agent: {}, status: 'paused', time: 'manual' });
    await using client = await connectRaw(agentOf(qemu).address);
    client.write(PING);
    await qemu.advance(60_000);
    expect([client.text, agentOf(qemu).calls]).toEqual(['', []]);
    qemu.machine.cont();
    await qemu.advance(10);
    expect(client.text).toBe(PONG);
  });

  it('is closed with the machine, while it waits too', async () => {
    const qemu = await startMockQemu({ agent: { mode: 'late' }, status: 'paused' });
    await using client = await connectRaw(agentOf(qemu).address);
    client.write(PING);
    await qemu.close();
    expect(await client.end()).toBe('');
    expect(existsSync(agentOf(qemu).path ?? '')).toBe(false);
  });

  it('closes the machine when it cannot listen on its address', async () => {
    const listen = '/no/such/directory/qga.sock';
    await expect(startMockQemu({ agent: { listen } })).rejects.toMatchObject({ code: 'ERR_MOCK_LISTEN' });
  });
});

function agentOf({ agent }: MockQemu) {
  if (agent === undefined) throw new Error('the machine has no agent');
  return agent;
}

async function chardevs(qemu: MockQemu): Promise<string> {
  await using client = await connectRaw(qemu.address);
  await client.negotiate();
  return await client.ask({ execute: 'query-chardev' });
}
