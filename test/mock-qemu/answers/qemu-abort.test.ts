import { existsSync, lstatSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Fleet } from '../../../mock-qemu/fleet/fleet.js';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { connectRaw } from '../raw-client.js';

const BALLOON = '/machine/peripheral/balloon0/virtio-backend';
const VIRTIO_STATUS = { execute: 'x-query-virtio-status', arguments: { path: BALLOON }, id: 1 };
const OSPM_STATUS = { execute: 'query-acpi-ospm-status', id: 1 };
const MICROVM: MockQemuOptions = { balloon: 'mmio', disks: [], nics: [] };

describe('x-query-virtio-status', () => {
  it('kills QEMU 11.1: the stream ends without a reply, and new connections are refused', async () => {
    await using qemu = await startMockQemu({ version: '11.1' });
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    expect(qemu.hasDied).toBe(false);
    client.write(JSON.stringify(VIRTIO_STATUS));
    expect(await client.end()).toBe('');
    expect(qemu.hasDied).toBe(true);
    expect(qemu.calls.at(-1)).toMatchObject({ execute: 'x-query-virtio-status' });
    expect(await connectionError(qemu.address)).toBe('ECONNREFUSED');
  });

  it.each([BALLOON, '/machine/peripheral/disk0/virtio-backend', '/machine/peripheral/net0/virtio-backend'])(
    'kills QEMU 11.1 for every virtio device: %s',
    async (path) => {
      expect(await fateOf({ version: '11.1' }, { ...VIRTIO_STATUS, arguments: { path } })).toBe('died');
    },
  );

  it('is answered with an error by QEMU 11.1 when the path is not a virtio device', async () => {
    await using qemu = await startMockQemu({ version: '11.1' });
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    const path = '/machine/peripheral/balloon0';
    expect(await client.ask({ ...VIRTIO_STATUS, arguments: { path } })).toBe(
      `{"id": 1, "error": {"class": "GenericError", "desc": "Path ${path} is not a realized VirtIODevice"}}`,
    );
    expect(qemu.hasDied).toBe(false);
  });

  it.each(['7.2', '10.0'] as const)('is answered by QEMU %s', async (version) => {
    expect(JSON.parse(await fateOf({ version }, VIRTIO_STATUS))).toMatchObject({
      return: { name: 'virtio-balloon', 'device-id': 5 },
      id: 1,
    });
  });
});

describe('query-acpi-ospm-status', () => {
  it('kills a microvm of QEMU 5.2', async () => {
    expect(await fateOf({ ...MICROVM, version: '5.2' }, OSPM_STATUS)).toBe('died');
  });

  it('is answered by a q35 of QEMU 5.2', async () => {
    expect(await fateOf({ version: '5.2' }, OSPM_STATUS)).toBe('{"return": [], "id": 1}');
  });

  it.each(['7.2', '10.0', '11.1'] as const)('is answered by a microvm of QEMU %s', async (version) => {
    expect(await fateOf({ ...MICROVM, version }, OSPM_STATUS)).toBe('{"return": [], "id": 1}');
  });
});

describe('a QEMU that a command kills', () => {
  it('ends the streams of all monitors and of the guest agent, without an event', async () => {
    await using qemu = await startMockQemu({
      monitors: [{}, { listen: 'tcp:127.0.0.1:0' }],
      agent: { mode: 'healthy' },
    });
    const addresses = [...qemu.addresses, qemu.agent?.address ?? ''];
    const [first, second, silent, agent] = await Promise.all(addresses.map(connectRaw));
    await first?.negotiate();
    await second?.negotiate();
    await silent?.lines(1);
    first?.write(JSON.stringify(VIRTIO_STATUS));
    for (const client of [first, second, silent, agent]) expect(await client?.end()).toBe('');
    for (const address of addresses) expect(await connectionError(address)).toBe('ECONNREFUSED');
  });

  it('drops the waiting client', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    await using waiting = await connectRaw(qemu.address);
    client.write(JSON.stringify(VIRTIO_STATUS));
    expect(await waiting.end()).toBe('');
  });

  it('has answered the commands before it, and answers none after it', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    const requests = [{ execute: 'query-name', id: 0 }, VIRTIO_STATUS, { execute: 'query-name', id: 2 }];
    client.write(requests.map((request) => JSON.stringify(request)).join(''));
    expect(await client.end()).toBe('{"return": {"name": "mock"}, "id": 0}\r\n');
    expect(qemu.calls.map(({ execute }) => execute)).toEqual([
      'qmp_capabilities',
      'query-name',
      'x-query-virtio-status',
    ]);
  });

  it('leaves its socket file, which close() removes', async () => {
    const path = join(await temporaryDirectory(), 's');
    const qemu = await startMockQemu({ listen: path });
    onTestFinished(() => qemu.close());
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    client.write(JSON.stringify(VIRTIO_STATUS));
    await client.end();
    expect(lstatSync(path).isSocket()).toBe(true);
    await qemu.close();
    expect(existsSync(path)).toBe(false);
    expect(qemu.hasDied).toBe(true);
  });

  it('does so on a WebSocket, after the replies to earlier commands', async () => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    const socket = new WebSocket(qemu.address, 'binary');
    const received: string[] = [];
    socket.on('message', (data) => received.push(String(data)));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('open', resolve));
    const requests = [{ execute: 'qmp_capabilities' }, VIRTIO_STATUS];
    socket.send(Buffer.from(requests.map((request) => JSON.stringify(request)).join('')));
    // No close frame: the connection is gone.
    expect(await closed).toBe(1006);
    expect(received).toEqual([expect.stringContaining('"QMP"'), '{"return": {}}\r\n']);
    expect(await connectionError(qemu.address)).toBe('ECONNREFUSED');
  });

  it('does so while faults are active', async () => {
    const faults = [{ kind: 'delay', ms: 1 }] as const;
    expect(await fateOf({ faults }, VIRTIO_STATUS)).toBe('died');
  });

  it('never listens again, also when it is healed from refusing connections', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    qemu.fault('refuse');
    client.write(JSON.stringify(VIRTIO_STATUS));
    await client.end();
    qemu.heal();
    await client.after(20);
    expect(await connectionError(qemu.address)).toBe('ECONNREFUSED');
  });

  it('has not died after quit', async () => {
    await using qemu = await startMockQemu();
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    client.write('{"execute":"quit"}');
    expect(await client.end()).toContain('"SHUTDOWN"');
    await qemu.close();
    expect(qemu.hasDied).toBe(false);
  });
});

describe('a machine of a fleet that a command kills', () => {
  it('has ended, as after a kill, and starts again at the same address', async () => {
    await using fleet = await Fleet.start({ machines: [{ name: 'a' }, { name: 'b' }] });
    const address = fleet.machine('a').address;
    await using client = await connectRaw(address);
    await client.negotiate();
    client.write(JSON.stringify(VIRTIO_STATUS));
    expect(await client.end()).toBe('');
    expect(fleet.list().map(({ status }) => status)).toEqual(['ended', 'running']);
    await expect(fleet.perform({ do: 'stop', machine: 'a' })).rejects.toMatchObject({
      code: 'ERR_FLEET_ACTION',
      message: "the machine 'a' has ended: start it first",
    });
    await fleet.perform({ do: 'start', machine: '*' });
    expect(fleet.list().map(({ status }) => status)).toEqual(['running', 'running']);
    await using again = await connectRaw(address);
    expect(await again.lines(1)).toEqual([expect.stringContaining('"QMP"')]);
  });

  it('dies also of the action execute, which fails', async () => {
    await using fleet = await Fleet.start({ machines: [{ name: 'a' }] });
    await using client = await connectRaw(fleet.machine('a').address);
    await client.negotiate();
    const { execute: command, arguments: args } = VIRTIO_STATUS;
    await expect(
      fleet.perform({ do: 'execute', machine: 'a', command, arguments: args }),
    ).rejects.toMatchObject({
      code: 'ERR_FLEET_ACTION',
      message: "the machine 'a' has died: QEMU 11.1 aborts on x-query-virtio-status",
    });
    expect(await client.end()).toBe('');
    expect(fleet.list()[0]?.status).toBe('ended');
  });
});

/** The reply to one request, or `died` when the stream ended without one. */
async function fateOf(options: MockQemuOptions, request: object): Promise<string> {
  await using qemu = await startMockQemu(options);
  await using client = await connectRaw(qemu.address);
  await client.negotiate();
  client.write(JSON.stringify(request));
  const text = await client.take((soFar) => client.ended || soFar.endsWith('\n'));
  expect(client.ended).toBe(qemu.hasDied);
  return qemu.hasDied ? `${text}died` : text.trimEnd();
}

/** Why a connection is refused, such as `ECONNREFUSED`; undefined when it is accepted. */
function connectionError(address: string): Promise<string | undefined> {
  const port = /:(\d+)\/?$/.exec(address)?.[1];
  const socket =
    port === undefined ? connect(address.replace(/^unix:/, '')) : connect(Number(port), '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => socket.destroy().once('close', () => resolve(undefined)));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}
