/** The integer types of QAPI. */
export type IntegerType = 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/**
 * The type of an integer argument, which introspection shows as `int` whatever its width. Maintained by hand, from the
 * answers of QEMU 7.2 to numbers beyond each width.
 *
 * @param owner the command, and the variant that the member belongs to, if any: `netdev_add/tap`
 */
export function integerTypeOf(owner: string, member: string): IntegerType {
  return BY_OWNER[`${owner}/${member}`] ?? TYPE_OF.get(member) ?? 'int64';
}

/** Members whose width depends on the command. */
const BY_OWNER: Readonly<Record<string, IntegerType>> = {
  'netdev_add/l2tpv3/offset': 'uint32',
  'netdev_add/tap/queues': 'uint32',
  'netdev_add/vde/port': 'uint16',
  'object-add/cryptodev-backend/queues': 'uint32',
  'object-add/cryptodev-backend-builtin/queues': 'uint32',
  'object-add/cryptodev-backend-lkcf/queues': 'uint32',
  'object-add/cryptodev-vhost-user/queues': 'uint32',
  'object-add/memory-backend-file/align': 'uint64',
  'set-numa-node/dist/val': 'uint8',
  'set-numa-node/hmat-cache/node-id': 'uint32',
  ...sizesOf('blockdev-create', [
    'file',
    'gluster',
    'luks',
    'nfs',
    'parallels',
    'qcow',
    'qcow2',
    'qed',
    'rbd',
  ]),
  ...sizesOf('blockdev-create', ['ssh', 'vdi', 'vhdx', 'vmdk', 'vpc']),
  ...sizesOf('object-add', ['memory-backend-epc', 'memory-backend-file', 'memory-backend-memfd']),
  ...sizesOf('object-add', ['memory-backend-ram']),
};

function sizesOf(command: string, variants: readonly string[]): Record<string, IntegerType> {
  return Object.fromEntries(variants.map((variant) => [`${command}/${variant}/size`, 'uint64']));
}

const TYPE_OF: ReadonlyMap<string, IntegerType> = new Map([
  ...named('int32', ['hubid', 'max-discard', 'max-transfer', 'max-write-zero', 'opt-discard']),
  ...named('int32', ['opt-write-zero', 'serial']),
  ...named('uint8', ['compress-level', 'compress-threads', 'cpu-throttle-increment', 'cpu-throttle-initial']),
  ...named('uint8', ['decompress-threads', 'level', 'max-cpu-throttle', 'multifd-channels']),
  ...named('uint8', ['multifd-zlib-level', 'multifd-zstd-level', 'throttle-trigger-threshold', 'type']),
  ...named('uint16', ['cpu-affinity', 'cpus', 'dst', 'host-nodes', 'index', 'initiator', 'line', 'mode']),
  ...named('uint16', ['node-affinity', 'nodeid', 'num-queues', 'queue', 'queue-size', 'src', 'target', 'to']),
  ...named('uint32', ['cbitpos', 'cbw-timeout', 'expired_scan_cycle', 'granularity', 'handle', 'interval']),
  ...named('uint32', ['log-sector-size', 'max-connections', 'max_queue_size', 'maxlen', 'open-timeout']),
  ...named('uint32', ['policy', 'poll-us', 'prealloc-threads', 'reconnect-delay', 'reduced-phys-bits']),
  ...named('uint32', ['rxsession', 'tbl-id', 'txsession', 'vectors', 'x-checkpoint-delay']),
  ...named('uint64', ['announce-initial', 'announce-max', 'announce-rounds', 'announce-step', 'bandwidth']),
  ...named('uint64', ['block-size', 'boundaries', 'boundaries-flush', 'boundaries-read', 'boundaries-write']),
  ...named('uint64', ['cluster-size', 'compare_timeout', 'dirty-rate', 'downtime-limit', 'extent-size-hint']),
  ...named('uint64', [
    'gpa',
    'hugetlbsize',
    'latency',
    'latency-ns',
    'log-size',
    'log-super-update-interval',
  ]),
  ...named('uint64', ['logical-block-size', 'max-bandwidth', 'max-postcopy-bandwidth', 'mem', 'rxcookie']),
  ...named('uint64', ['sndbuf', 'txcookie', 'write-threshold', 'xbzrle-cache-size']),
]);

function named(type: IntegerType, members: readonly string[]): [string, IntegerType][] {
  return members.map((member) => [member, type]);
}
