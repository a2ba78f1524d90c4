import { here, type MethodEntry, planned, refused } from './method-entry.js';
import { REFUSALS } from './refusals.js';

export const SNAPSHOT_METHODS: readonly MethodEntry[] = [
  here('num_of_snapshots', 'snapshots({kind}).length', 'full', {
    source: 'query-block',
    differs: 'Counts what the images hold; libvirt counts what it has a record of.',
  }),
  here('list_snapshot_names', 'snapshots({kind})', 'full', {
    source: 'query-block',
    differs: 'The tags of the snapshots inside the images, and not their ids.',
  }),
  here('list_snapshots', 'snapshots({kind})', 'full', {
    source: 'query-block',
    differs: 'Plain data in one call, instead of an object and a call for each.',
  }),
  here('list_all_snapshots', 'snapshots({kind})', 'partial', {
    source: 'query-block',
    differs:
      'Internal ones by tag, and external ones, which are the images below the top one. The images hold neither a description nor a tree.',
  }),
  here('get_snapshot_by_name', 'snapshot(name)', 'full', {
    source: 'query-block',
    differs:
      'With the disks that have it, and whether each writable disk does: only then can the guest be reverted.',
  }),
  refused('has_current_snapshot', 'hasCurrentSnapshot()', 'read', {
    source: 'the records of libvirt',
    differs: REFUSALS.has_current_snapshot,
  }),
  refused('current_snapshot', 'currentSnapshot()', 'read', {
    source: 'the records of libvirt',
    differs: REFUSALS.current_snapshot,
  }),
  planned('create_snapshot', 'createSnapshot({tag, memory})', 'full', {
    source: 'snapshot-save; blockdev-snapshot-internal-sync or blockdev-snapshot in a transaction',
    differs: 'Options instead of XML. With memory not in QEMU 5.2.',
  }),
  here('list_all_checkpoints', 'checkpoints()', 'full', {
    source: 'query-block, query-named-block-nodes',
    differs:
      'The dirty bitmaps of each name, and the disks that have it. QEMU knows neither when they were made nor which came first.',
  }),
  here('get_checkpoint_by_name', 'checkpoint(name)', 'full', {
    source: 'query-block, query-named-block-nodes',
    differs: 'The same, of one name.',
  }),
  planned('create_checkpoint', 'createCheckpoint(name)', 'full', {
    source: 'block-dirty-bitmap-add in a transaction',
    differs: 'A persistent bitmap on each disk; libvirt chains them.',
  }),
  planned('backup_begin', 'backup({mode, since})', 'full', {
    source: 'blockdev-backup in a transaction; for a pull nbd-server-start, block-export-add',
    differs:
      'Options instead of XML. No pull from a disk with an iothread: some QEMUs abort when the client leaves.',
  }),
  here('backup_get_xml_description', 'backupInfo()', 'partial', {
    source: 'query-jobs, query-block-exports',
    differs:
      'The jobs and the exports as plain data; empty lists without a backup (libvirt: an error). The XML is refused, by backupXmlDescription(): QEMU has none.',
  }),
];
