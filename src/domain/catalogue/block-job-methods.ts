import { here, type MethodEntry, planned } from './method-entry.js';

export const BLOCK_JOB_METHODS: readonly MethodEntry[] = [
  here('get_block_job_info', 'blockJob(disk)', 'full', {
    source: 'query-block-jobs, query-block',
    differs:
      'Bytes, and bytes per second (libvirt: MiB/s, rounded up). QEMU names the job and not its disk: of a guest with several disks, that of a job with a name of its own is unknown.',
  }),
  planned('set_block_job_speed', 'setBlockJobSpeed()', 'full', {
    source: 'block-job-set-speed',
    differs: 'Bytes per second, null for no limit.',
  }),
  planned('abort_block_job', 'abortBlockJob()', 'full', {
    source: 'job-complete, job-cancel, block-job-cancel',
    differs: 'Only a job that is ready can pivot to its copy.',
  }),
  planned('block_pull', 'pull(disk)', 'full', {
    source: 'block-stream',
    differs: 'Bytes per second.',
  }),
  planned('block_rebase', 'rebase()', 'full', {
    source: 'block-stream; with the flag COPY blockdev-mirror',
    differs: 'An old form of pull() and copy().',
  }),
  planned('block_copy', 'copy(disk, target)', 'full', {
    source: 'blockdev-add, blockdev-mirror, job-complete',
    differs:
      'The target is described as for blockdev-add, and not by XML; it must have the size of the disk.',
  }),
  planned('block_commit', 'commit()', 'full', {
    source: 'block-commit, job-complete',
    differs: 'Images are named by their nodes: QEMU has deprecated paths.',
  }),
];
