import { join } from 'node:path';
import { expect, it } from 'vitest';
import { controlInfo } from '../../src/domain/control-info.js';
import { jobInfo, jobStats } from '../../src/domain/job-stats.js';
import { backupInfo, blockJob, blockJobs, dirtyRate, dumpInfo, jobs } from '../../src/domain/jobs.js';
import { compressionCache, maxDowntime, maxSpeed } from '../../src/domain/migration-settings.js';
import { state } from '../../src/domain/state.js';
import { toLibvirtUnits } from '../../src/model/libvirt-units.js';
import { describeLab } from '../lab/context.js';
import { bootGuest } from '../lab/guest.js';
import type { Lab } from '../lab/packages.js';
import { runCommand } from '../lab/run-command.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { connectReach } from './connected-reach.js';

const MIB = 2 ** 20;
const WAIT = { timeout: 30_000 };

async function createQcow2(lab: Lab, folder: string, name: string): Promise<string> {
  const file = join(folder, `${name}.qcow2`);
  await runCommand(lab.qemuImg, ['create', '-q', '-f', 'qcow2', file, '64M']);
  return file;
}

describeLab('the jobs of a real QEMU', (lab) => {
  it('are those on disks: a mirror, a backup, and one whose disk cannot be told', async () => {
    const folder = await temporaryDirectory();
    const [first, second, third] = await Promise.all(
      ['a', 'b', 'c'].map((name) => createQcow2(lab, folder, name)),
    );
    await using guest = await bootGuest(lab, {
      ...{ kernel: false, stopped: true },
      disks: [
        { file: first ?? '', format: 'qcow2', via: 'drive' },
        { file: second ?? '', format: 'qcow2' },
        { file: third ?? '', format: 'qcow2' },
      ],
    });
    await using reach = await connectReach('jobs', guest.monitors[0] ?? '', guest.pid);
    expect(await blockJob(reach, 'disk1')).toEqual({ job: null, others: [], failures: [] });
    expect(await controlInfo(reach)).toMatchObject({ state: 'ok', stateNumber: 0, jobs: [] });
    expect(await backupInfo(reach)).toEqual({ jobs: [], exports: [] });

    for (const name of ['t0', 't1', 't2'])
      await guest.control('blockdev-add', { driver: 'null-co', 'node-name': name, size: 64 * MIB });
    const slow = { sync: 'full', speed: 10 * 1_000_000 };
    // The drive's job is named after it.
    const mirror = { 'job-id': 'disk0-node', device: 'disk0-node', target: 't0', sync: 'full' };
    await guest.control('blockdev-mirror', mirror);
    await guest.control('blockdev-mirror', {
      ...{ 'job-id': 'copy-vdb-disk1-node', device: 'disk1-node', target: 't1', ...slow, sync: 'none' },
    });
    await guest.control('blockdev-backup', {
      ...{ 'job-id': 'nightly', device: 'disk2-node', target: 't2', ...slow, sync: 'none' },
    });

    await expect
      .poll(async () => (await blockJob(reach, 'disk0')).job, WAIT)
      .toMatchObject({ id: 'disk0-node', kind: 'copy', isReady: true, limitBytesPerSecond: null });
    const { job } = await blockJob(reach, 'disk1');
    expect(job).toMatchObject({ id: 'copy-vdb-disk1-node', type: 'mirror', limitBytesPerSecond: 10_000_000 });
    if (!job) throw new Error('no job');
    expect(toLibvirtUnits.blockJob(job)).toMatchObject({ type: 2, bandwidth: 10 });
    expect(await blockJob(reach, 'disk2')).toEqual({
      job: undefined,
      others: [expect.objectContaining({ id: 'nightly' })],
      failures: [{ part: 'job', why: "QEMU does not tell which disk these jobs are of: 'nightly'" }],
    });

    // Another monitor is the witness of all of them.
    const seen = (await guest.control('query-block-jobs')) as readonly { readonly device: string }[];
    expect((await blockJobs(reach)).map(({ id }) => id)).toEqual(seen.map(({ device }) => device));
    const types = (await jobs(reach)).map(({ id, type }) => [id, type]);
    expect(Object.fromEntries(types)).toEqual({
      ...{ 'disk0-node': 'mirror', 'copy-vdb-disk1-node': 'mirror', nightly: 'backup' },
    });
    expect(await jobStats(reach)).toMatchObject({ type: 'unbounded', operation: 'backup' });
    expect((await backupInfo(reach)).jobs.map(({ id }) => id)).toEqual(['nightly']);
    const control = await controlInfo(reach);
    expect(control).toMatchObject({ state: 'job', stateNumber: 1, detailsNumber: 0, problem: undefined });
    expect(control.jobs).toContain('nightly');

    for (const { id } of await jobs(reach))
      await guest.control('block-job-cancel', { device: id, force: true });
    await expect.poll(() => jobs(reach), WAIT).toEqual([]);
    expect(await controlInfo(reach)).toMatchObject({ state: 'ok' });
  });

  it('are a migration while it goes on, when it was cancelled, and when it is done', async () => {
    await using guest = await bootGuest(lab);
    await using reach = await connectReach('jobs', guest.monitors[0] ?? '', guest.pid);
    expect(await jobStats(reach)).toMatchObject({ type: 'none' });
    expect(await maxDowntime(reach)).toBe(0.3);
    expect(await compressionCache(reach)).toBe(64 * MIB);
    expect(toLibvirtUnits.maxSpeed(await maxSpeed(reach))).toBe(128);

    await guest.control('migrate-set-parameters', { 'max-bandwidth': MIB });
    expect(await maxSpeed(reach)).toEqual({ bytesPerSecond: MIB, postcopyBytesPerSecond: null });
    await guest.control('migrate', { uri: 'exec:cat > /dev/null' });
    await expect.poll(async () => (await jobStats(reach)).memory?.processedBytes, WAIT).toBeGreaterThan(0);
    const going = await jobStats(reach);
    expect(going).toMatchObject({ type: 'unbounded', operation: 'migration-out', status: 'active' });
    expect(going.memory?.totalBytes).toBeGreaterThan(256 * MIB);
    expect(going.pages?.pageBytes).toBe(4096);
    expect(await jobStats(reach, { completed: true })).toMatchObject({ type: 'none' });
    const short = toLibvirtUnits.jobInfo(await jobInfo(reach));
    expect(short).toMatchObject({ type: 2, memTotal: going.memory?.totalBytes, fileTotal: 0 });
    expect(await controlInfo(reach)).toMatchObject({ state: 'job', jobs: ['migration-out'] });

    await guest.control('migrate_cancel');
    await expect
      .poll(() => jobStats(reach, { completed: true }), WAIT)
      .toMatchObject({ type: 'cancelled', status: 'cancelled' });
    expect(await jobStats(reach)).toMatchObject({ type: 'none' });
    expect(await state(reach)).toMatchObject({ state: 'running', stateNumber: 1 });

    await guest.control('migrate-set-parameters', { 'max-bandwidth': 1024 * MIB });
    await guest.control('migrate', { uri: 'exec:cat > /dev/null' });
    // QEMU says that it is done before it has summed up.
    await expect
      .poll(() => jobStats(reach, { completed: true }), WAIT)
      .toMatchObject({
        type: 'completed',
        operation: 'migration-out',
        elapsedMilliseconds: expect.any(Number),
      });
    await expect.poll(() => state(reach), WAIT).toMatchObject({ state: 'paused', reason: 'migration' });
    const done = toLibvirtUnits.jobStats(await jobStats(reach, { completed: true }));
    expect(done).toMatchObject({ type: 3, operation: 5, success: true, memory_page_size: 4096 });
  });

  it('are a migration that failed, with the reason', async () => {
    await using guest = await bootGuest(lab, { kernel: false, stopped: true });
    await using reach = await connectReach('jobs', guest.monitors[0] ?? '', guest.pid);
    await guest.control('migrate', { uri: `unix:${guest.directory}/nobody.sock` });
    await expect
      .poll(() => jobStats(reach, { completed: true }), WAIT)
      .toMatchObject({ type: 'failed', errorMessage: expect.stringContaining('nobody.sock') });
    expect(await state(reach)).toMatchObject({ state: 'paused', reason: 'user', runState: 'prelaunch' });
  });

  it('are both ends of a migration', async () => {
    const machine = { kernel: false, stopped: true } as const;
    await using source = await bootGuest(lab, machine);
    await using destination = await bootGuest(lab, { ...machine, extraArgs: ['-incoming', 'defer'] });
    await using from = await connectReach('source', source.monitors[0] ?? '', source.pid);
    await using to = await connectReach('destination', destination.monitors[0] ?? '', destination.pid);
    const waiting = await state(to);
    expect(waiting).toMatchObject({ state: 'paused', reason: 'migration', runState: 'inmigrate' });
    expect(await jobStats(to)).toMatchObject({ type: 'none' });

    const uri = `unix:${destination.directory}/migration.sock`;
    await destination.control('migrate-incoming', { uri });
    // A machine that never ran has little but zeros.
    await source.control('migrate-set-parameters', { 'max-bandwidth': 10_000 });
    await source.control('migrate', { uri });
    await expect
      .poll(() => jobStats(from), WAIT)
      .toMatchObject({ operation: 'migration-out', status: 'active' });
    await expect
      .poll(() => jobStats(to), WAIT)
      .toMatchObject({ type: 'unbounded', operation: 'migration-in' });
    expect((await jobStats(to)).memory).toBeUndefined();

    await source.control('migrate-set-parameters', { 'max-bandwidth': 1024 * MIB });
    await expect
      .poll(() => jobStats(to, { completed: true }), WAIT)
      .toMatchObject({ type: 'completed', status: 'completed' });
    await expect
      .poll(() => jobStats(from, { completed: true }), WAIT)
      .toMatchObject({ type: 'completed', operation: 'migration-out' });
    await expect
      .poll(() => state(from), WAIT)
      .toMatchObject({ reason: 'migration', runState: 'postmigrate' });
  });

  it('are a dump, and the measurement of a dirty rate', async () => {
    await using guest = await bootGuest(lab);
    await using reach = await connectReach('jobs', guest.monitors[0] ?? '', guest.pid);
    const none = await dumpInfo(reach);
    expect(none).toMatchObject({ status: 'none', failures: [] });
    expect(none.formats).toContain('elf');
    const file = join(guest.directory, 'dump');
    await guest.control('dump-guest-memory', { paging: false, protocol: `file:${file}`, detach: true });
    await expect.poll(() => dumpInfo(reach), WAIT).toMatchObject({ status: 'completed' });
    const dump = await jobStats(reach, { completed: true });
    expect(dump).toMatchObject({ type: 'completed', operation: 'dump', memory: { remainingBytes: 0 } });
    expect(dump.memory?.totalBytes).toBeGreaterThan(256 * MIB);
    await expect.poll(() => state(reach), WAIT).toMatchObject({ state: 'running' });

    expect(await dirtyRate(reach)).toMatchObject({ status: 'unstarted', bytesPerSecond: undefined });
    // Without a mode: others end a QEMU without KVM.
    await guest.control('calc-dirty-rate', { 'calc-time': 1 });
    await expect.poll(() => dirtyRate(reach), WAIT).toMatchObject({ status: 'measured', periodSeconds: 1 });
    const { bytesPerSecond, mode } = await dirtyRate(reach);
    expect(mode).toBe('page-sampling');
    expect(toLibvirtUnits.dirtyRate(await dirtyRate(reach))).toMatchObject({
      ...{ calc_status: 2, calc_mode: 'page-sampling', calc_period: 1 },
      megabytes_per_second: (bytesPerSecond ?? -1) / MIB,
    });
  });
});
