import { describe, expect, it } from 'vitest';
import { encodeBlockJob, encodeDirtyRate, encodeJobStats } from '../../../src/formats/domain/job-text.js';
import type { BlockJob, JobStats } from '../../../src/model/domain-job.js';
import { virshOutput } from './virsh-output.js';

const NO_JOB: JobStats = {
  type: 'none',
  operation: 'unknown',
  status: undefined,
  errorMessage: undefined,
  elapsedMilliseconds: undefined,
  downtimeMilliseconds: undefined,
  isDowntimeExpected: false,
  setupMilliseconds: undefined,
  remainingMilliseconds: undefined,
  memory: undefined,
  disk: undefined,
  pages: undefined,
  compression: undefined,
  throttlePercent: undefined,
  vfioBytes: undefined,
};

/** The figures of a real migration. */
const MIGRATION: JobStats = {
  ...NO_JOB,
  type: 'unbounded',
  operation: 'migration-out',
  elapsedMilliseconds: 712,
  downtimeMilliseconds: 300,
  isDowntimeExpected: true,
  setupMilliseconds: 3,
  memory: {
    totalBytes: 286_072_832,
    processedBytes: 14_706_603,
    remainingBytes: 268_664_832,
    bytesPerSecond: 21_012_500,
  },
  pages: {
    pageBytes: 4096,
    constantPages: 668,
    normalPages: 3582,
    normalBytes: 14_671_872,
    dirtyPagesPerSecond: 0,
    iteration: 1,
    postcopyRequests: 0,
  },
};

describe('domjobinfo', () => {
  it('is as virsh prints it', () => {
    expect(encodeJobStats(NO_JOB)).toBe(virshOutput('domjobinfo'));
    expect(encodeJobStats(MIGRATION).split('\n')).toEqual([
      'Job type:         Unbounded   ',
      'Operation:        Outgoing migration',
      'Time elapsed:     712          ms',
      'Data processed:   14.025 MiB',
      'Data remaining:   256.219 MiB',
      'Data total:       272.820 MiB',
      'Memory processed: 14.025 MiB',
      'Memory remaining: 256.219 MiB',
      'Memory total:     272.820 MiB',
      'Memory bandwidth: 20.039 MiB/s',
      'Dirty rate:       0            pages/s',
      'Page size:        4096         bytes',
      'Iteration:        1           ',
      'Postcopy requests: 0           ',
      'Constant pages:   668         ',
      'Normal pages:     3582        ',
      'Normal data:      13.992 MiB',
      'Expected downtime: 300          ms',
      'Setup time:       3            ms',
      '',
    ]);
  });

  it('has the downtime of a job that is done in other words', () => {
    const done: JobStats = { ...MIGRATION, type: 'completed', isDowntimeExpected: false };
    expect(encodeJobStats(done)).toContain('Total downtime:   300          ms\n');
  });

  it('has the figures of a job that failed only when all are wanted', () => {
    const failed: JobStats = { ...MIGRATION, type: 'failed', errorMessage: 'no\u001broute' };
    expect(encodeJobStats(failed)).toBe('Job type:         Failed      \n');
    expect(encodeJobStats(failed, { anyStats: true })).toMatch(
      /^Operation: {8}Outgoing migration\n[\s\S]*\nError message: {4}no\?route\n$/m,
    );
  });
});

const JOB: BlockJob = {
  id: 'copy-vdb',
  kind: 'copy',
  type: 'mirror',
  status: 'running',
  currentBytes: 16_777_216,
  endBytes: 33_554_432,
  limitBytesPerSecond: 1000,
  isReady: false,
  isPaused: false,
  isBusy: true,
  ioStatus: 'ok',
  error: undefined,
};

describe('blockjob', () => {
  it('is as virsh prints it', () => {
    expect(encodeBlockJob('vda', null)).toBe(virshOutput('blockjob vda --info'));
    expect(encodeBlockJob('vdb', JOB)).toBe(
      'Block Copy: [ 50 %]    Bandwidth limit: 1000 bytes/s (1000.000 B/s)\n',
    );
  });

  it.each([
    [{ limitBytesPerSecond: null, currentBytes: 33_554_431 }, 'Block Copy: [ 99 %]\n'],
    [{ limitBytesPerSecond: undefined, currentBytes: 33_554_432 }, 'Block Copy: [100 %]\n'],
    // An empty overlay has nothing to commit.
    [{ limitBytesPerSecond: null, currentBytes: 0, endBytes: 0 }, 'Block Copy: [100 %]\n'],
    [{ limitBytesPerSecond: null, currentBytes: undefined }, 'Block Copy: [- %]\n'],
    [{ limitBytesPerSecond: null, kind: 'active-commit' as const }, 'Active Block Commit: [ 50 %]\n'],
  ])('says how far a job is: %j', (members, expected) => {
    expect(encodeBlockJob('vdb', { ...JOB, ...members })).toBe(expected);
  });
});

it('the dirty rate has the keys of domstats', () => {
  const rate = {
    status: 'measured',
    mode: 'page-sampling',
    startSeconds: 2673,
    periodSeconds: 1,
    bytesPerSecond: 4_194_304,
    vcpus: [],
  };
  expect(encodeDirtyRate(rate).split('\n')).toEqual([
    'dirtyrate.calc_status=2',
    'dirtyrate.calc_start_time=2673',
    'dirtyrate.calc_period=1',
    'dirtyrate.calc_mode=page-sampling',
    'dirtyrate.megabytes_per_second=4',
    '',
  ]);
});
