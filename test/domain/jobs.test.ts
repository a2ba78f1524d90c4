import { describe, expect, it } from 'vitest';
import { controlInfo, controlOfProblem } from '../../src/domain/control-info.js';
import { jobInfo, jobStats, sumTransfers } from '../../src/domain/job-stats.js';
import { backupInfo, blockJob, blockJobs, dirtyRate, dumpInfo, jobs } from '../../src/domain/jobs.js';
import { compressionCache, maxDowntime, maxSpeed } from '../../src/domain/migration-settings.js';
import { MonitorError } from '../../src/monitor/monitor-error.js';
import { CommandTimeoutError } from '../../src/protocol/qmp/errors.js';
import { reachOf } from './qmp-reach.js';

const IDLE = {
  'query-migrate': {},
  'query-dump': { status: 'none', completed: 0, total: 0 },
  'query-jobs': [],
};

const job = (id: string, type: string, more: object = {}) => ({
  ...{ id, type, status: 'running', 'current-progress': 30, 'total-progress': 100 },
  ...more,
});

describe('the job of a guest', () => {
  it('is none', async () => {
    expect(await jobStats(reachOf(IDLE))).toMatchObject({ type: 'none', operation: 'unknown' });
    expect(await jobInfo(reachOf(IDLE))).toMatchObject({ type: 'none', data: { totalBytes: undefined } });
  });

  it('is a migration, with the mirrors that belong to it', async () => {
    const ram = { total: 1000, remaining: 400, transferred: 600 };
    const mirrors = [job('m0', 'mirror'), job('m1', 'mirror'), job('s', 'stream')];
    const reach = reachOf({
      ...IDLE,
      ...{ 'query-migrate': { status: 'active', ram }, 'query-jobs': mirrors },
    });
    expect(await jobStats(reach)).toMatchObject({
      ...{ type: 'unbounded', operation: 'migration-out' },
      disk: { totalBytes: 200, processedBytes: 60, remainingBytes: 140 },
    });
    expect(await jobInfo(reach)).toMatchObject({
      data: { totalBytes: 1200, processedBytes: 660, remainingBytes: 540 },
      memory: { totalBytes: 1000 },
    });
    expect(await jobStats(reach, { completed: true })).toMatchObject({ type: 'none' });
  });

  it('is a dump that goes on, though a migration was done before', async () => {
    const reach = reachOf({
      ...IDLE,
      'query-migrate': { status: 'completed', ram: { total: 5 } },
      'query-dump': { status: 'active', completed: 10, total: 100 },
    });
    expect(await jobStats(reach)).toMatchObject({
      ...{ type: 'unbounded', operation: 'dump' },
      memory: { totalBytes: 100, processedBytes: 10, remainingBytes: 90 },
    });
    expect(await jobStats(reach, { completed: true })).toMatchObject({
      ...{ type: 'completed', operation: 'migration-out' },
    });
  });

  it.each([
    ['completed', 'completed'],
    ['failed', 'failed'],
  ])('was a dump that has %s', async (status, type) => {
    const reach = reachOf({ ...IDLE, 'query-dump': { status, completed: 100, total: 100 } });
    expect(await jobStats(reach, { completed: true })).toMatchObject({ type, operation: 'dump' });
    expect(await jobStats(reach)).toMatchObject({ type: 'none' });
  });

  it('is the backups that go on, else those that have ended', async () => {
    const ended = job('b2', 'backup', { status: 'concluded', error: 'No space left on device' });
    const both = reachOf({ ...IDLE, 'query-jobs': [job('b1', 'backup'), ended] });
    expect(await jobStats(both)).toMatchObject({
      ...{ type: 'unbounded', operation: 'backup', status: 'running', errorMessage: undefined },
      disk: { totalBytes: 100, processedBytes: 30, remainingBytes: 70 },
    });
    const failed = reachOf({ ...IDLE, 'query-jobs': [ended] });
    expect(await jobStats(failed, { completed: true })).toMatchObject({
      ...{ type: 'failed', errorMessage: 'No space left on device' },
    });
  });
});

describe('sumTransfers', () => {
  it('counts a figure alone that only one of them has', () => {
    const one = { totalBytes: 5, processedBytes: undefined, remainingBytes: 1, bytesPerSecond: undefined };
    expect(sumTransfers(one, { ...one, processedBytes: 2 })).toEqual({
      ...{ totalBytes: 10, processedBytes: 2, remainingBytes: 2, bytesPerSecond: undefined },
    });
    expect(sumTransfers(undefined, undefined).totalBytes).toBeUndefined();
  });
});

describe('the job on a disk', () => {
  const inserted = (node: string) => ({ 'node-name': node, ro: false, image: { filename: `/${node}` } });
  const replies = (...ids: readonly string[]) => ({
    'query-block': [
      { device: 'drive0', qdev: '/machine/peripheral/vda/virtio-backend', inserted: inserted('#block1') },
      {
        device: '',
        qdev: '/machine/peripheral/disk1/virtio-backend',
        inserted: inserted('libvirt-1-format'),
      },
    ],
    'query-blockstats': [],
    'query-block-jobs': ids.map((device) => ({ type: 'mirror', device, len: 1, offset: 0, speed: 0 })),
  });

  it.each([
    ['the id of its drive', 'drive0', 'drive0'],
    ['the id of its device', 'vda', 'drive0'],
    ['a name that ends in the id of its device', 'qgauge-disk1', 'disk1'],
    ["libvirt's name, which ends in its node", 'copy-vdb-libvirt-1-format', 'disk1'],
  ])('is found by %s', async (_, id, disk) => {
    expect(await blockJob(reachOf(replies('other', id)), disk)).toMatchObject({ job: { id }, failures: [] });
  });

  it('is none where there are none, or only those of other disks', async () => {
    expect(await blockJob(reachOf(replies()), 'disk1')).toEqual({ job: null, others: [], failures: [] });
    expect(await blockJob(reachOf(replies('drive0')), 'disk1')).toEqual({
      job: null,
      others: [],
      failures: [],
    });
  });

  it('is unknown where there are some of which no disk is known', async () => {
    expect(await blockJob(reachOf(replies('nightly', 'drive0')), 'disk1')).toEqual({
      job: undefined,
      others: [expect.objectContaining({ id: 'nightly' })],
      failures: [{ part: 'job', why: "QEMU does not tell which disk these jobs are of: 'nightly'" }],
    });
    await expect(blockJob(reachOf(replies()), 'disk2')).rejects.toMatchObject({ code: 'ERR_NO_DEVICE' });
  });

  it('has any name where only one disk can be written to', async () => {
    const { 'query-block': both, ...rest } = replies('nightly');
    const [first, second] = both;
    const readOnly = second && { ...second, inserted: { ...second.inserted, ro: true } };
    const reach = reachOf({ ...rest, 'query-block': [first, readOnly] });
    expect(await blockJob(reach, 'drive0')).toMatchObject({
      job: { id: 'nightly' },
      others: [],
      failures: [],
    });
    expect(await blockJob(reach, 'disk1')).toMatchObject({ job: undefined, others: [{ id: 'nightly' }] });
  });

  it('is one of the list', async () => {
    expect((await blockJobs(reachOf(replies('a', 'b')))).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('other jobs', () => {
  it('are the backups, and what is exported for them', async () => {
    const list = [job('b1', 'backup'), job('m1', 'mirror')];
    const one = { id: 'e1', type: 'nbd', 'node-name': 'n', 'shutting-down': false };
    const reach = reachOf({ 'query-jobs': list, 'query-block-exports': [one] });
    expect(await backupInfo(reach)).toMatchObject({ jobs: [{ id: 'b1' }], exports: [{ id: 'e1' }] });
    expect((await jobs(reach)).map(({ id }) => id)).toEqual(['b1', 'm1']);
  });

  it('are a dump, also of a QEMU that does not tell its formats', async () => {
    const formats = { 'query-dump-guest-memory-capability': { formats: ['elf'] } };
    expect(await dumpInfo(reachOf({ ...IDLE, ...formats }))).toMatchObject({
      formats: ['elf'],
      failures: [],
    });
    expect(await dumpInfo(reachOf(IDLE))).toMatchObject({
      ...{ status: 'none', formats: undefined },
      failures: [{ part: 'formats', why: expect.stringContaining('CommandNotFound') }],
    });
  });

  it('are the measurement of a dirty rate, where QEMU can do that', async () => {
    const reply = { status: 'measured', 'dirty-rate': 4, 'start-time': 416, 'calc-time': 1 };
    expect(await dirtyRate(reachOf({ 'query-dirty-rate': reply }))).toMatchObject({
      bytesPerSecond: 2 ** 22,
    });
    await expect(dirtyRate(reachOf({}))).rejects.toThrow('vm1: this QEMU cannot measure a dirty rate');
  });
});

describe('the settings of a migration', () => {
  it('are seconds and bytes', async () => {
    const reach = reachOf({
      'query-migrate-parameters': {
        ...{ 'downtime-limit': 300, 'max-bandwidth': 134_217_728, 'max-postcopy-bandwidth': 0 },
        'xbzrle-cache-size': 67_108_864,
      },
    });
    expect(await maxDowntime(reach)).toBe(0.3);
    expect(await maxSpeed(reach)).toEqual({ bytesPerSecond: 2 ** 27, postcopyBytesPerSecond: null });
    expect(await compressionCache(reach)).toBe(2 ** 26);
    expect(await maxDowntime(reachOf({ 'query-migrate-parameters': {} }))).toBeUndefined();
  });
});

describe('the control of a guest', () => {
  it('is ok, or in a job', async () => {
    expect(await controlInfo(reachOf(IDLE))).toEqual({
      ...{ state: 'ok', stateNumber: 0, details: 'none', detailsNumber: 0, jobs: [], problem: undefined },
    });
    const ended = job('s1', 'snapshot-save', { status: 'concluded' });
    const reach = reachOf({ ...IDLE, 'query-jobs': [job('m1', 'mirror'), ended] });
    expect(await controlInfo(reach)).toMatchObject({ state: 'job', stateNumber: 1, jobs: ['m1'] });
  });

  it('is an error where QEMU does not answer', async () => {
    const address = { type: 'unix', path: '/run/vm1/qmp.sock' } as const;
    const silent = new CommandTimeoutError(address, 'query-migrate', 2000, '');
    expect(await controlInfo(reachOf({ ...IDLE, 'query-migrate': silent }))).toMatchObject({
      ...{ state: 'error', stateNumber: 3, details: 'monitor', detailsNumber: 2 },
      problem: { kind: 'hung', message: 'unix:/run/vm1/qmp.sock: no reply to query-migrate within 2000 ms' },
    });
  });

  it('is an error where the connection was lost, and no monitor is to be had', async () => {
    const problem = { kind: 'busy', message: 'another client holds the monitor' } as const;
    expect(await controlInfo(reachOf({ ...IDLE, 'query-migrate': new MonitorError(problem) }))).toMatchObject(
      {
        ...{ state: 'error', stateNumber: 3, details: 'monitor', detailsNumber: 2, problem },
      },
    );
  });

  it('is an error of an unknown kind where the fault is not the monitor', () => {
    const problem = { kind: 'absent', message: 'no such guest' } as const;
    expect(controlOfProblem(problem)).toMatchObject({ state: 'error', details: 'unknown', problem });
    expect(controlOfProblem({ ...problem, kind: 'busy' })).toMatchObject({ details: 'monitor' });
  });

  it('is no matter of errors that are not of a monitor', async () => {
    const reach = reachOf({ ...IDLE, 'query-migrate': new TypeError('a bug') });
    await expect(controlInfo(reach)).rejects.toThrow('a bug');
    const { 'query-jobs': _, ...without } = IDLE;
    expect(await controlInfo(reachOf(without))).toMatchObject({ problem: { kind: 'failed' } });
  });
});
