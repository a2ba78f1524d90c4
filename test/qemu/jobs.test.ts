import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDump, readDumpFormats } from '../../src/qemu/dump.js';
import { readBlockExports, readBlockJobs, readJobs } from '../../src/qemu/jobs.js';
import { qemuWith } from './fake-qemu.js';

/** As a QEMU 7.2 answered. */
const MIRROR = {
  ...{ type: 'mirror', device: 'm1', len: 536_870_912, offset: 16_777_216, speed: 16_777_216 },
  ...{ status: 'running', ready: false, busy: true, paused: false, 'io-status': 'ok' },
  ...{ 'auto-finalize': true, 'auto-dismiss': true },
};

describe('readBlockJobs', () => {
  it('reads a mirror', async () => {
    expect(await readBlockJobs(qemuWith({ 'query-block-jobs': [MIRROR] }))).toEqual([
      {
        id: 'm1',
        kind: 'copy',
        type: 'mirror',
        status: 'running',
        currentBytes: 16_777_216,
        endBytes: 536_870_912,
        limitBytesPerSecond: 16_777_216,
        isReady: false,
        isPaused: false,
        isBusy: true,
        ioStatus: 'ok',
        error: undefined,
      },
    ]);
  });

  it.each([
    ['stream', false, 'pull'],
    ['mirror', true, 'copy'],
    ['commit', false, 'commit'],
    ['commit', true, 'active-commit'],
    ['backup', false, 'backup'],
    ['create', false, 'unknown'],
    ['snapshot-save', false, 'unknown'],
  ])('calls a %s that is ready: %s a %s', async (type, ready, kind) => {
    const [job] = await readBlockJobs(qemuWith({ 'query-block-jobs': [{ ...MIRROR, type, ready }] }));
    expect(job?.kind).toBe(kind);
  });

  it('has null for a speed without a limit', async () => {
    const [job] = await readBlockJobs(qemuWith({ 'query-block-jobs': [{ ...MIRROR, speed: 0 }] }));
    expect(job?.limitBytesPerSecond).toBeNull();
  });
});

describe('readJobs', () => {
  it('reads a job that has failed, and one that goes on', async () => {
    const error = "Snapshot 't1' already exists in one or more devices";
    const failed = { id: 's1', type: 'snapshot-save', status: 'concluded', error };
    const going = { id: 'b1', type: 'backup', status: 'running' };
    const progress = { 'current-progress': 1, 'total-progress': 2 };
    const jobs = await readJobs(
      qemuWith({ 'query-jobs': [{ ...failed, ...progress }, { ...going, ...progress }, { id: 'x' }] }),
    );
    const both = { currentProgress: 1, totalProgress: 2 };
    expect(jobs).toEqual([
      { ...failed, ...both },
      { ...going, ...both, error: undefined },
    ]);
  });
});

describe('readBlockExports', () => {
  it('reads a disk that is served by NBD', async () => {
    const reply = [{ id: 'e1', type: 'nbd', 'node-name': 'fl', 'shutting-down': false }, { id: 'e2' }];
    expect(await readBlockExports(qemuWith({ 'query-block-exports': reply }))).toEqual([
      { id: 'e1', type: 'nbd', node: 'fl', isShuttingDown: false },
    ]);
  });
});

describe('readDump', () => {
  it('reads how far a dump is', async () => {
    const reply = { status: 'active', completed: 2_613_248, total: 285_343_744 };
    expect(await readDump(qemuWith({ 'query-dump': reply }))).toEqual({
      status: 'active',
      completedBytes: 2_613_248,
      totalBytes: 285_343_744,
    });
  });

  it('reads the formats that a QEMU can write', async () => {
    const reply = { formats: ['elf', 'kdump-zlib', 7] };
    expect(await readDumpFormats(qemuWith({ 'query-dump-guest-memory-capability': reply }))).toEqual([
      'elf',
      'kdump-zlib',
    ]);
  });
});

describe('the readers of jobs', () => {
  it('take any reply', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (reply) => {
        const qmp = qemuWith({
          ...{ 'query-jobs': [reply], 'query-block-jobs': [reply], 'query-block-exports': [reply] },
          ...{ 'query-dump': reply, 'query-dump-guest-memory-capability': reply },
        });
        const lists = [readJobs(qmp), readBlockJobs(qmp), readBlockExports(qmp), readDumpFormats(qmp)];
        for (const list of await Promise.all<readonly unknown[]>(lists)) expect(list).toBeInstanceOf(Array);
        expect(await readDump(qmp)).toHaveProperty('status');
      }),
    );
  });
});
