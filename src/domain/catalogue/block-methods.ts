import { controls, here, type MethodEntry } from './method-entry.js';

export const BLOCK_METHODS: readonly MethodEntry[] = [
  here('block_stats', 'blockStats(disk)', 'full', {
    source: 'query-blockstats',
    differs:
      'Bytes, and nanoseconds of all kinds of operations. libvirt has -1 for `errs`; QEMU counts what failed, for each kind.',
  }),
  here('get_block_info', 'blockInfo(disk)', 'full', {
    source: 'query-block, query-blockstats, stat(2)',
    differs:
      "Bytes, by libvirt's rules: the allocation of a qcow2 file is its space on the host, else how far it was written.",
  }),
  here('get_disk_errors', 'diskErrors()', 'full', {
    source: 'query-block, query-status',
    differs:
      'Only while the run state is io-error: QEMU keeps the status of a disk after the guest goes on. Disks that hand their errors to the guest have none.',
  }),
  here('get_block_iotune', 'ioTune(disk)', 'full', {
    source: 'query-block',
    differs:
      'Bytes and operations per second, bursts in seconds; null for no limit (libvirt: 0). Limits of a throttle filter are kept in an object that is not read.',
  }),
  controls('set_block_iotune', 'setIoTune(disk, changes)', 'full', {
    source: 'block_set_io_throttle',
    differs:
      'QEMU replaces all limits: the present ones are read, and those that are given change. Refused where other disks share them.',
  }),
  here('get_blkio_parameters', 'blkioParameters()', 'full', {
    source: 'io.weight, io.bfq.weight and io.max of the control group; in version 1 blkio.*',
    differs:
      'Bytes and operations per second for each block device of the host, null for no limit. They do not act on storage in a network.',
  }),
  controls('set_blkio_parameters', 'setBlkioParameters(settings)', 'full', {
    source: 'the same files, or systemctl set-property --runtime',
    differs: 'Only where the control group holds no other process. A weight acts with bfq or io.cost alone.',
  }),
  controls('block_resize', 'resizeDisk(disk, bytes)', 'full', {
    source: 'block_resize',
    differs:
      'Bytes (libvirt: KiB without a flag), a multiple of 512. Making it smaller loses data, and needs force.',
  }),
  controls('block_peek', 'readDisk(disk, offset, bytes)', 'full', {
    source: 'a raw image from its file; else nbd-server-start, block-export-add',
    differs:
      'Reads what the guest sees, of any format (libvirt: raw files only), up to 4 MiB. An image that is not raw of a disk with an iothread is refused: some QEMUs abort when the client leaves.',
  }),
  controls('set_block_threshold', 'setWriteThreshold(disk, bytes)', 'full', {
    source: 'block-set-write-threshold, BLOCK_WRITE_THRESHOLD',
    differs: 'Bytes; null unsets it, as the event BLOCK_WRITE_THRESHOLD does.',
  }),
];
