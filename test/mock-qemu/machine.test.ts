import { describe, expect, it } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw } from './raw-client.js';

describe('the machine', () => {
  it('answers about its vCPUs in the shape of each version', async () => {
    const keys = async (version: '5.2' | '7.2' | '10.0' | '11.1') => {
      const [reply] = await answers({ version, vcpus: [365] }, 'query-cpus-fast');
      return Object.keys(JSON.parse(reply ?? '').return[0]).sort();
    };
    const always = ['cpu-index', 'props', 'qom-path', 'target', 'thread-id'];
    expect(await keys('5.2')).toEqual(['arch', ...always]);
    expect(await keys('7.2')).toEqual(always);
    expect(await keys('10.0')).toEqual(always);
    expect(await keys('11.1')).toEqual([...always, 'qom-type'].sort());
  });

  it('answers about its vCPUs as a recorded QEMU', async () => {
    expect(await answers({ version: '7.2', vcpus: [365, 366] }, 'query-cpus-fast')).toEqual([
      '{"return": [{"thread-id": 365, "props": {"core-id": 0, "thread-id": 0, "socket-id": 0}, "qom-path": "/machine/unattached/device[0]", "cpu-index": 0, "target": "x86_64"}, {"thread-id": 366, "props": {"core-id": 1, "thread-id": 0, "socket-id": 0}, "qom-path": "/machine/unattached/device[2]", "cpu-index": 1, "target": "x86_64"}]}',
    ]);
  });

  it('makes up thread ids that Linux never assigns', async () => {
    const [reply] = await answers({ vcpus: 3 }, 'query-cpus-fast');
    const ids = JSON.parse(reply ?? '').return.map((cpu: Record<string, unknown>) => cpu['thread-id']);
    expect(new Set(ids).size).toBe(3);
    expect(Math.min(...ids)).toBeGreaterThan(2 ** 22);
  });

  it('has the singlestep of old versions in its status', async () => {
    expect(await answers({ version: '7.2', status: 'io-error' }, 'query-status')).toEqual([
      '{"return": {"status": "io-error", "singlestep": false, "running": false}}',
    ]);
    expect(await answers({ version: '10.0' }, 'query-status')).toEqual([
      '{"return": {"status": "running", "running": true}}',
    ]);
  });

  it('may have neither name nor UUID', async () => {
    const options = { name: '', uuid: '00000000-0000-0000-0000-000000000000' };
    expect(await answers(options, 'query-name', 'query-uuid')).toEqual([
      '{"return": {}}',
      '{"return": {"UUID": "00000000-0000-0000-0000-000000000000"}}',
    ]);
  });

  it('shows its displays as a recorded QEMU', async () => {
    const vnc = { host: '127.0.0.1', port: 5907 };
    expect(await answers({ vnc }, 'query-vnc', 'query-spice')).toEqual([
      '{"return": {"enabled": true, "auth": "none", "family": "ipv4", "clients": [], "service": "5907", "host": "127.0.0.1"}}',
      '{"return": {"migrated": false, "enabled": false, "mouse-mode": "client"}}',
    ]);
    const [off, spice] = await answers({ spice: { host: '::1', port: 5930 } }, 'query-vnc', 'query-spice');
    expect(off).toBe('{"return": {"enabled": false}}');
    expect(JSON.parse(spice ?? '').return).toMatchObject({ enabled: true, host: '::1', port: 5930 });
  });

  it('lists the addresses of a display backwards, the websocket first, and a unix socket by its path', async () => {
    const servers = async (vnc: MockQemuOptions['vnc']) => {
      const [reply = ''] = await answers({ vnc }, 'query-vnc-servers');
      return JSON.parse(reply).return[0].server;
    };
    expect(await servers({ host: '127.0.0.1', port: 5904, websocketPort: 5704 })).toMatchObject([
      { host: '127.0.0.1', service: '5704', family: 'ipv4', websocket: true },
      { host: '127.0.0.1', service: '5904', family: 'ipv4', websocket: false },
    ]);
    expect(await servers({ host: '', port: 1, path: '/run/web.vnc' })).toMatchObject([
      { host: '', service: '/run/web.vnc', family: 'unix', websocket: false },
    ]);
  });

  it('sums all memory devices, and counts DIMMs alone into the size of the balloon', async () => {
    const memoryDevices = [
      { id: 'd1', type: 'dimm', sizeBytes: 2 ** 27 },
      { id: 'nv1', type: 'nvdimm', sizeBytes: 2 ** 28 },
      { id: 'vm1', type: 'virtio-mem', sizeBytes: 2 ** 29 },
    ] as const;
    const options = { memoryBytes: 2 ** 26, memoryDevices };
    for (const version of ['5.2', '7.2', '11.1'] as const) {
      const commands = ['query-memory-size-summary', 'query-balloon', 'query-memory-devices'];
      const [summary, balloon, devices] = await answers({ ...options, version }, ...commands);
      expect(JSON.parse(summary ?? '').return).toEqual({
        'base-memory': 2 ** 26,
        'plugged-memory': 2 ** 27 + 2 ** 28 + 2 ** 29,
      });
      expect(JSON.parse(balloon ?? '').return).toEqual({ actual: 2 ** 26 + 2 ** 27 });
      expect(JSON.parse(devices ?? '').return).toMatchObject(
        memoryDevices.map(({ id, type, sizeBytes }) => ({ type, data: { id, size: sizeBytes } })),
      );
    }
  });

  it('says 0 of the space that a block device takes, and nothing over NBD', async () => {
    const sizes = async (storage: 'file' | 'host_device' | 'nbd') => {
      const disks = [{ id: 'disk0', virtualSizeBytes: 4096, actualSizeBytes: 512, storage }];
      const [block = '', stats = ''] = await answers({ disks }, 'query-block', 'query-blockstats');
      const [{ inserted }] = JSON.parse(block).return;
      return [inserted.image['actual-size'], JSON.parse(stats).return[0].parent['driver-specific']?.driver];
    };
    expect(await sizes('file')).toEqual([512, 'file']);
    expect(await sizes('host_device')).toEqual([0, 'host_device']);
    expect(await sizes('nbd')).toEqual([undefined, undefined]);
  });

  it('may be built without SPICE', async () => {
    const [spice, commands] = await answers({ spice: 'not-built' }, 'query-spice', 'query-commands');
    expect(spice).toContain('"desc": "The command query-spice has not been found"');
    expect(commands).not.toContain('query-spice');
  });

  it('lists exactly the commands that it answers', async () => {
    const [commands = ''] = await answers({}, 'query-commands');
    const names: string[] = JSON.parse(commands).return.map(({ name }: { name: string }) => name);
    expect(names).toContain('query-blockstats');
    const others = names.filter((name) => name !== 'quit');
    for (const answer of await answers({}, ...others)) expect(answer).not.toContain('has not been found');
  });

  it('shows the disks of its options, with their snapshots, and an empty drive if given', async () => {
    const disks = [{ id: 'disk0', virtualSizeBytes: 2 ** 40, snapshots: [{ name: 'a', vmStateBytes: 7 }] }];
    const [block = '', stats = ''] = await answers(
      { disks, emptyDrive: true },
      'query-block',
      'query-blockstats',
    );
    const [disk, drive] = JSON.parse(block).return;
    expect(disk.inserted.image).toMatchObject({
      'virtual-size': 2 ** 40,
      snapshots: [{ name: 'a', 'vm-state-size': 7 }],
    });
    expect(disk).toMatchObject({ device: '', qdev: '/machine/peripheral/disk0/virtio-backend' });
    expect(drive).toMatchObject({ device: 'ide2-cd0', removable: true });
    expect(drive.inserted).toBeUndefined();
    expect(JSON.parse(stats).return.map(({ device }: { device: string }) => device)).toEqual([
      '',
      'ide2-cd0',
    ]);
  });

  it('counts the disks’ work while it runs, and not while it is stopped', async () => {
    await using qemu = await startMockQemu({ time: 'manual' });
    await using client = await connectRaw(qemu.address);
    await client.negotiate();
    const reads = async () =>
      JSON.parse(await client.ask({ execute: 'query-blockstats' })).return[0].stats.rd_operations;
    const first = await reads();
    await qemu.advance(10_000);
    expect(await reads()).toBe(first + 500);
    qemu.machine.setStatus('paused');
    await qemu.advance(10_000);
    expect(await reads()).toBe(first + 500);
    qemu.machine.disks = [{ id: 'disk0', counters: { rd_operations: 5 } }];
    expect(await reads()).toBe(5);
  });

  it('does not continue without a reset after it has shut down', async () => {
    expect((await answers({ status: 'shutdown' }, 'cont')).join()).toContain(
      'Resetting the Virtual Machine is required',
    );
  });

  it('counts zone appends since 8.1', async () => {
    const [old] = await answers({ version: '7.2' }, 'query-blockstats');
    const [recent] = await answers({ version: '10.0' }, 'query-blockstats');
    expect(old).not.toContain('zone_append');
    expect(recent).toContain('"zone_append_operations": 0');
  });
});

/** What the machine answers to commands without arguments. */
async function answers(options: MockQemuOptions, ...commands: string[]): Promise<string[]> {
  await using qemu = await startMockQemu(options);
  await using client = await connectRaw(qemu.address);
  await client.negotiate();
  const lines = [];
  for (const execute of commands) {
    client.write(JSON.stringify({ execute, id: 'x' }));
    const text = await client.take((soFar) => soFar.includes('"id": "x"') && soFar.endsWith('}\r\n'));
    lines.push(text.trimEnd().replace(', "id": "x"', '').replace('"id": "x", ', ''));
  }
  return lines;
}
