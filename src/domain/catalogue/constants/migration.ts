import type { ConstantFamily } from '../constant-family.js';

export const MIGRATION_CONSTANTS: readonly ConstantFamily[] = [
  {
    title: 'Speed after the switch to post-copy',
    status: 'here',
    differs: 'One call reads both; setting them is planned.',
    constants: { MIGRATE_MAX_SPEED_POSTCOPY: 'postcopyBytesPerSecond of maxSpeed()' },
  },
  {
    title: 'Parameters of a migration',
    status: 'to come',
    differs:
      'Options of migrate() and migrateToUri(). Ours is the parameter or capability of QEMU; rates are bytes per second (libvirt: MiB/s).',
    constants: {
      MIGRATE_PARAM_URI: 'the argument',
      MIGRATE_PARAM_BANDWIDTH: 'max-bandwidth',
      MIGRATE_PARAM_BANDWIDTH_POSTCOPY: 'max-postcopy-bandwidth',
      MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER: 'avail-switchover-bandwidth; QEMU 10.0 has it, 7.2 does not',
      MIGRATE_PARAM_COMPRESSION: 'capability xbzrle; compress until QEMU 7.2, or multifd-compression',
      MIGRATE_PARAM_COMPRESSION_MT_LEVEL: 'compress-level; not in QEMU 10.0 and later',
      MIGRATE_PARAM_COMPRESSION_MT_THREADS: 'compress-threads; not in QEMU 10.0 and later',
      MIGRATE_PARAM_COMPRESSION_MT_DTHREADS: 'decompress-threads; not in QEMU 10.0 and later',
      MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE: 'xbzrle-cache-size',
      MIGRATE_PARAM_AUTO_CONVERGE_INITIAL: 'cpu-throttle-initial, capability auto-converge',
      MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT: 'cpu-throttle-increment, capability auto-converge',
      MIGRATE_PARAM_PARALLEL_CONNECTIONS: 'multifd-channels, capability multifd',
      MIGRATE_PARAM_TLS_DESTINATION: 'tls-hostname, and an object tls-creds-x509',
      MIGRATE_PARAM_ZLIB_LEVEL: 'multifd-zlib-level',
      MIGRATE_PARAM_ZSTD_LEVEL: 'multifd-zstd-level',
      MIGRATE_PARAM_GRAPHICS_URI: 'client_migrate_info, of SPICE alone',
    },
  },
  {
    title: 'Parameters of the migration of disks',
    status: 'to come',
    differs:
      'QEMU does not migrate disks: an NBD server at the destination and blockdev-mirror at the source do.',
    constants: {
      MIGRATE_PARAM_MIGRATE_DISKS: 'a blockdev-mirror for each disk',
      MIGRATE_PARAM_LISTEN_ADDRESS: 'the address of nbd-server-start and migrate-incoming',
      MIGRATE_PARAM_DISK_PORT: 'the port of nbd-server-start',
      MIGRATE_PARAM_DISKS_URI: 'the address of nbd-server-start',
      MIGRATE_PARAM_MIGRATE_DISKS_TARGET_ZERO: 'target-is-zero of blockdev-mirror; not in QEMU 10.0',
      MIGRATE_PARAM_DISKS_DETECT_ZEROES: 'detect-zeroes of the target of blockdev-mirror',
    },
  },
  {
    title: 'Parameters of the XML at the destination',
    status: 'refused',
    differs: 'QEMU has no XML: the guest file at the destination says how the guest is named and configured.',
    constants: {
      MIGRATE_PARAM_DEST_NAME: '',
      MIGRATE_PARAM_DEST_XML: '',
      MIGRATE_PARAM_PERSIST_XML: '',
    },
  },
  {
    title: 'Flags of a migration',
    status: 'to come',
    differs:
      'Options of migrate() and migrateToUri(). MIGRATE_POST_COPY is how the documentation of migrate_start_post_copy spells MIGRATE_POSTCOPY.',
    constants: {
      MIGRATE_LIVE: 'always, unless the guest is paused',
      MIGRATE_PAUSED: 'stop at the destination',
      MIGRATE_POSTCOPY: 'capability postcopy-ram',
      MIGRATE_POST_COPY: 'capability postcopy-ram',
      MIGRATE_POSTCOPY_RESUME: 'resume of migrate',
      MIGRATE_AUTO_CONVERGE: 'capability auto-converge',
      MIGRATE_COMPRESSED: 'capability xbzrle',
      MIGRATE_PARALLEL: 'capability multifd',
      MIGRATE_RDMA_PIN_ALL: 'capability rdma-pin-all',
      MIGRATE_ZEROCOPY: 'capability zero-copy-send',
      MIGRATE_TLS: 'tls-creds',
      MIGRATE_NON_SHARED_DISK: 'blockdev-mirror, sync full',
      MIGRATE_NON_SHARED_INC: 'blockdev-mirror, sync top',
      MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES: 'blockdev-mirror, copy-mode write-blocking',
    },
  },
  {
    title: "Flags of libvirt's own protocol",
    status: 'refused',
    differs:
      'They are between libvirt daemons, or about its records. There is no daemon at the other end: QEMU connects directly.',
    constants: {
      MIGRATE_PEER2PEER: '',
      MIGRATE_TUNNELLED: '',
      MIGRATE_PERSIST_DEST: '',
      MIGRATE_UNDEFINE_SOURCE: '',
      MIGRATE_CHANGE_PROTECTION: '',
      MIGRATE_UNSAFE: '',
      MIGRATE_OFFLINE: '',
      MIGRATE_ABORT_ON_ERROR: '',
    },
  },
];
