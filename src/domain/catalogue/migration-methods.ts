import { here, type MethodEntry, planned } from './method-entry.js';

export const MIGRATION_METHODS: readonly MethodEntry[] = [
  here('get_job_info', 'jobInfo()', 'full', {
    source: 'query-migrate, query-dump, query-jobs',
    differs:
      'Milliseconds and bytes, as with libvirt. A snapshot is a migration to QEMU, and is shown as one.',
  }),
  here('get_job_stats', 'jobStats({completed})', 'full', {
    source: 'query-migrate, query-dump, query-jobs',
    differs:
      'Milliseconds, bytes, and bytes per second. QEMU remembers the last migration and the last dump, and not which of them came later. Figures that need the clocks of both hosts are unknown.',
  }),
  planned('abort_job', 'abortJob()', 'partial', {
    source: 'migrate_cancel, job-cancel, migrate-pause',
    differs: 'A dump cannot be cancelled.',
  }),
  planned('migrate', 'migrate(destination)', 'partial', {
    source: 'a QEMU with -incoming defer at the destination, migrate-incoming, migrate',
    differs:
      'The destination is started from the guest file of qgauge, which must describe the same machine.',
  }),
  planned('migrate2', 'migrate(destination)', 'partial', {
    source: 'as migrate',
    differs: 'An old form of migrate.',
  }),
  planned('migrate_to_uri', 'migrateToUri(uri)', 'full', {
    source: 'migrate',
    differs:
      'The URI is of QEMU, such as `tcp:host:port`, and not of a libvirtd: at the destination a QEMU waits already.',
  }),
  planned('migrate_to_uri2', 'migrateToUri(uri)', 'full', {
    source: 'as migrate_to_uri',
    differs: 'An old form of migrate_to_uri.',
  }),
  planned('migrate_set_max_downtime', 'setMaxDowntime()', 'full', {
    source: 'migrate-set-parameters',
    differs: 'Seconds (libvirt: ms), up to 2000.',
  }),
  here('migrate_get_max_downtime', 'maxDowntime()', 'full', {
    source: 'query-migrate-parameters',
    differs: 'Seconds (libvirt: ms).',
  }),
  planned('migrate_set_max_speed', 'setMaxSpeed()', 'full', {
    source: 'migrate-set-parameters',
    differs: 'Bytes per second (libvirt: MiB/s), null for no limit.',
  }),
  here('migrate_get_max_speed', 'maxSpeed()', 'full', {
    source: 'query-migrate-parameters',
    differs:
      'Bytes per second (libvirt: MiB/s), before and after the switch to post-copy; null for no limit (libvirt: 8796093022207 MiB/s).',
  }),
  planned('migrate_set_compression_cache', 'setCompressionCache()', 'full', {
    source: 'migrate-set-parameters',
    differs: 'Bytes; QEMU takes powers of two alone.',
  }),
  here('migrate_get_compression_cache', 'compressionCache()', 'full', {
    source: 'query-migrate-parameters',
    differs: 'Bytes, as with libvirt.',
  }),
  planned('migrate_start_post_copy', 'startPostcopy()', 'full', {
    source: 'migrate-start-postcopy',
    differs:
      'Needs the capability postcopy-ram at both ends before the migration. A failure loses the guest.',
  }),
];
