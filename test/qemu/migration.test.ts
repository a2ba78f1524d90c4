import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMigration, readMigration } from '../../src/qemu/migration.js';
import { readMigrationParameters } from '../../src/qemu/migration-parameters.js';
import { qemuWith } from './fake-qemu.js';

/** As a QEMU 7.2 answered in the middle of a migration. */
const ACTIVE = {
  status: 'active',
  'total-time': 712,
  'expected-downtime': 300,
  'setup-time': 2,
  ram: {
    ...{ total: 286_072_832, remaining: 268_664_832, transferred: 14_706_603, duplicate: 668 },
    ...{ normal: 3582, 'normal-bytes': 14_671_872, mbps: 168.1, 'pages-per-second': 5120 },
    ...{ 'dirty-sync-count': 1, 'dirty-pages-rate': 0, 'page-size': 4096, 'postcopy-requests': 0 },
  },
};

describe('decodeMigration', () => {
  it('reads a migration that goes on', () => {
    expect(decodeMigration(ACTIVE)).toEqual({
      type: 'unbounded',
      operation: 'migration-out',
      status: 'active',
      errorMessage: undefined,
      elapsedMilliseconds: 712,
      downtimeMilliseconds: 300,
      isDowntimeExpected: true,
      setupMilliseconds: 2,
      // 5120 pages of 4 KiB a second.
      remainingMilliseconds: 12_811,
      memory: {
        totalBytes: 286_072_832,
        processedBytes: 14_706_603,
        remainingBytes: 268_664_832,
        // Megabits are millions of bits.
        bytesPerSecond: 21_012_500,
      },
      disk: undefined,
      pages: {
        pageBytes: 4096,
        constantPages: 668,
        normalPages: 3582,
        normalBytes: 14_671_872,
        dirtyPagesPerSecond: 0,
        iteration: 1,
        postcopyRequests: 0,
      },
      compression: undefined,
      throttlePercent: undefined,
      vfioBytes: undefined,
    });
  });

  it('reads the disks that an old QEMU copies, the compression, and how the vCPUs are held back', () => {
    const stats = decodeMigration({
      ...ACTIVE,
      disk: { total: 100, remaining: 60, transferred: 40, mbps: 8 },
      'xbzrle-cache': { 'cache-size': 67_108_864, bytes: 5, pages: 4, 'cache-miss': 3, overflow: 2 },
      'cpu-throttle-percentage': 20,
      vfio: { transferred: 9 },
    });
    expect(stats.disk).toEqual({
      totalBytes: 100,
      processedBytes: 40,
      remainingBytes: 60,
      bytesPerSecond: 1_000_000,
    });
    expect(stats.compression).toEqual({
      cacheBytes: 67_108_864,
      bytes: 5,
      pages: 4,
      cacheMisses: 3,
      overflows: 2,
    });
    expect(stats).toMatchObject({ throttlePercent: 20, vfioBytes: 9 });
  });

  it.each([
    [{}, 'none'],
    [{ status: 'none' }, 'none'],
    [{ status: 'setup' }, 'unbounded'],
    [{ status: 'pre-switchover' }, 'unbounded'],
    [{ status: 'device' }, 'unbounded'],
    [{ status: 'postcopy-active' }, 'unbounded'],
    [{ status: 'postcopy-device' }, 'unbounded'],
    [{ status: 'postcopy-recover-setup' }, 'unbounded'],
    [{ status: 'cancelling' }, 'unbounded'],
    [{ status: 'wait-unplug' }, 'unbounded'],
    [{ status: 'completed' }, 'completed'],
    [{ status: 'failing' }, 'failed'],
    [{ status: 'failed' }, 'failed'],
    [{ status: 'cancelled' }, 'cancelled'],
  ])('calls %j %s', (reply, type) => {
    expect(decodeMigration(reply).type).toBe(type);
  });

  it('has the downtime of a migration that is done, and why one failed', () => {
    const done = decodeMigration({ ...ACTIVE, status: 'completed', downtime: 14 });
    expect(done).toMatchObject({ downtimeMilliseconds: 14, isDowntimeExpected: false });
    expect(done.remainingMilliseconds).toBeUndefined();
    const desc = "Failed to connect to '127.0.0.1:1': Connection refused";
    expect(decodeMigration({ status: 'failed', 'error-desc': desc })).toMatchObject({
      type: 'failed',
      operation: 'unknown',
      errorMessage: desc,
      memory: undefined,
    });
  });

  it('knows a destination by the addresses at which it listens', () => {
    const listening = { status: 'active', 'socket-address': [{ type: 'inet', host: '::', port: '4444' }] };
    expect(decodeMigration(listening).operation).toBe('migration-in');
  });

  it('takes any reply', () => {
    fc.assert(
      fc.property(fc.anything(), (reply) => {
        expect(decodeMigration(reply).type).toBeTypeOf('string');
        expect(decodeMigration({ status: 'active', ram: reply }).type).toBe('unbounded');
      }),
    );
  });
});

describe('readMigration', () => {
  it('asks query-migrate', async () => {
    expect(await readMigration(qemuWith({ 'query-migrate': {} }))).toMatchObject({ type: 'none' });
  });
});

describe('readMigrationParameters', () => {
  it('reads the defaults of a QEMU 7.2', async () => {
    const reply = {
      ...{ 'downtime-limit': 300, 'max-bandwidth': 134_217_728, 'max-postcopy-bandwidth': 0 },
      'xbzrle-cache-size': 67_108_864,
    };
    expect(await readMigrationParameters(qemuWith({ 'query-migrate-parameters': reply }))).toEqual({
      downtimeMilliseconds: 300,
      bytesPerSecond: 134_217_728,
      postcopyBytesPerSecond: null,
      compressionCacheBytes: 67_108_864,
    });
  });

  it('leaves unknown what QEMU does not tell', async () => {
    expect(await readMigrationParameters(qemuWith({ 'query-migrate-parameters': {} }))).toEqual({
      downtimeMilliseconds: undefined,
      bytesPerSecond: undefined,
      postcopyBytesPerSecond: undefined,
      compressionCacheBytes: undefined,
    });
  });
});
