import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import { readBlockDevices } from '../../src/qemu/block-devices.js';
import { readBlockNodes } from '../../src/qemu/block-nodes.js';
import { readDirtyRate } from '../../src/qemu/dirty-rate.js';
import { readDump, readDumpFormats } from '../../src/qemu/dump.js';
import { readBlockExports, readBlockJobs, readJobs } from '../../src/qemu/jobs.js';
import { readLaunchSecurity } from '../../src/qemu/launch-security.js';
import { readMemoryDevices } from '../../src/qemu/memory-devices.js';
import { decodeMigration } from '../../src/qemu/migration.js';
import { readMigrationParameters } from '../../src/qemu/migration-parameters.js';
import { readPciDevices } from '../../src/qemu/pci.js';
import { parseJson } from '../../src/support/lossless-json.js';
import { fakeQemu } from './fake-qemu.js';

/**
 * Replies of QEMUs with a throttled drive, a disk below a throttle filter, and an empty CD drive, during a mirror and a
 * migration.
 */
const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'qmp-topics');
const MIB = 2 ** 20;

describe.each(['7.2', '10.0', '11.1'])('a recorded QEMU %s', (version) => {
  const reply = (name: string): unknown =>
    parseJson(readFileSync(join(FIXTURES, version, `${name}.json`), 'utf8'));
  const qemu: Executor = fakeQemu(reply);

  it('has a disk below a filter, with its nodes, snapshot and bitmap', async () => {
    const devices = await readBlockDevices(qemu);
    expect(devices.map(({ name }) => name)).toEqual(['drive1', 'disk0', 'cd0', 'disk1']);
    const disk = devices.find(({ name }) => name === 'disk0');
    expect(disk).toMatchObject({ node: 'top', protocolNode: 'f0', path: '/srv/lab/over.qcow2' });
    expect(disk?.layers.map(({ node, format, path }) => [node, format, path])).toEqual([
      ['top', 'throttle', '/srv/lab/over.qcow2'],
      ['fmt', 'qcow2', '/srv/lab/over.qcow2'],
      [expect.stringMatching(/^#block/), 'qcow2', '/srv/lab/base.qcow2'],
    ]);
    expect(disk?.snapshots.map(({ name }) => name)).toEqual(['before']);
    expect(disk?.bitmaps).toEqual([]);
    const nodes = await readBlockNodes(qemu);
    expect(nodes.get('fmt')?.bitmaps).toMatchObject([{ name: 'chk1', isPersistent: true, dirtyBytes: 0 }]);
    expect(nodes.get('f0')?.writeThresholdBytes).toBe(MIB);
    expect(nodes.get('fmt')?.writeThresholdBytes).toBeNull();
  });

  it('has a throttled drive', async () => {
    const [drive] = await readBlockDevices(qemu);
    expect(drive?.limits).toMatchObject({
      bytesPerSecond: { total: 1_000_000, read: null, write: null },
      operationsPerSecond: { total: null, read: 50, write: null },
      burstBytesPerSecond: { total: 2_000_000 },
      burstBytesSeconds: { total: 1 },
      ...{ operationBytes: 4096, group: 'g1' },
    });
  });

  it('has counted a write, with its latency', async () => {
    const devices = await readBlockDevices(qemu);
    const stats = devices.find(({ name }) => name === 'disk1')?.stats;
    expect(stats?.write).toMatchObject({ operations: 1, bytes: 65_536, failed: 0, invalid: 0 });
    expect(stats?.write.latency?.bins.reduce((sum, bin) => sum + bin, 0)).toBe(1);
    expect(stats?.zoneAppend === undefined).toBe(version === '7.2');
  });

  it('has a mirror', async () => {
    const jobs = fakeQemu((command) => reply(command === 'query-jobs' ? 'query-jobs-mirror' : command));
    expect(await readBlockJobs(jobs)).toMatchObject([
      { id: 'copy-disk1', kind: 'copy', status: 'running', endBytes: 32 * MIB, limitBytesPerSecond: 100_000 },
    ]);
    expect(await readJobs(jobs)).toMatchObject([
      { id: 'copy-disk1', type: 'mirror', totalProgress: 32 * MIB },
    ]);
    expect(await readJobs(qemu)).toEqual([]);
    expect(await readBlockExports(qemu)).toEqual([]);
  });

  it('has migrated', async () => {
    expect(decodeMigration(reply('query-migrate-none'))).toMatchObject({ type: 'none' });
    const active = decodeMigration(reply('query-migrate-active'));
    expect(active).toMatchObject({ type: 'unbounded', operation: 'migration-out', isDowntimeExpected: true });
    expect(active.memory?.totalBytes).toBe(134_750_208);
    // Pages of zeros: by the bytes that are sent, it would take minutes.
    expect(active.remainingMilliseconds).toBeLessThan(5000);
    const completed = decodeMigration(reply('query-migrate-completed'));
    expect(completed).toMatchObject({
      type: 'completed',
      isDowntimeExpected: false,
      memory: { remainingBytes: 0 },
    });
    expect(await readMigrationParameters(qemu)).toEqual({
      downtimeMilliseconds: 300,
      bytesPerSecond: 128 * MIB,
      postcopyBytesPerSecond: null,
      compressionCacheBytes: 64 * MIB,
    });
  });

  it('has dumped and measured nothing, and protects nothing', async () => {
    expect(await readDump(qemu)).toEqual({ status: 'none', completedBytes: 0, totalBytes: 0 });
    expect(await readDumpFormats(qemu)).toContain('kdump-zlib');
    expect(await readDirtyRate(qemu)).toMatchObject({ status: 'unstarted', bytesPerSecond: undefined });
    expect(await readLaunchSecurity(qemu)).toBeNull();
  });

  it('has devices on its buses', async () => {
    const devices = await readPciDevices(qemu);
    // The firmware has not run, which would number the bus behind the port: QEMU lists nothing there yet.
    const ids = devices.map(({ id }) => id).filter((id) => id !== undefined);
    expect(ids.sort()).toEqual(['balloon0', 'disk0', 'rp0']);
    expect(devices.find(({ id }) => id === 'disk0')).toMatchObject({
      ...{ bus: 0, function: 0, vendorId: 0x1af4, description: 'SCSI controller' },
    });
    expect(await readMemoryDevices(qemu)).toEqual([]);
  });
});
