import { isAtLeast, type QemuVersion } from './versions.js';

/** The integer types of QAPI. */
export type IntegerType = 'int16' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/**
 * The type of an integer argument, which introspection shows as `int` whatever its width. Maintained by hand, from the
 * answers of QEMU 7.2, 10.0 and 11.1 to numbers beyond each width.
 *
 * @param owner the command, and the variant that the member belongs to, if any: `netdev_add/tap`
 */
export function integerTypeOf(version: QemuVersion, owner: string, member: string): IntegerType {
  const name = `${owner}/${member}`;
  const newest = isAtLeast(version, '11.1') ? SINCE_11_1[name] : undefined;
  const newer = isAtLeast(version, '10.0') ? SINCE_10_0[name] : undefined;
  const ofGroup = owner.startsWith('cxl-') ? OF_CXL.get(member) : undefined;
  return newest ?? newer ?? BY_OWNER[name] ?? ofGroup ?? TYPE_OF.get(member) ?? 'int64';
}

/** Members that later versions have widened. */
const SINCE_10_0: Readonly<Record<string, IntegerType>> = {
  'memsave/val': 'uint64',
  'memsave/size': 'uint64',
  'pmemsave/val': 'uint64',
  'pmemsave/size': 'uint64',
};

const SINCE_11_1: Readonly<Record<string, IntegerType>> = {
  'cxl-inject-dram-event/flags': 'uint32',
  'cxl-inject-general-media-event/flags': 'uint32',
  'cxl-inject-memory-module-event/flags': 'uint32',
};

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
  'set-cpu-topology/book-id': 'uint16',
  'set-cpu-topology/core-id': 'uint16',
  'set-cpu-topology/drawer-id': 'uint16',
  'set-cpu-topology/socket-id': 'uint16',
  'xen-event-inject/port': 'uint32',
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

/** Members of all commands that begin with `cxl-`. */
const OF_CXL: ReadonlyMap<string, IntegerType> = new Map([
  ...named('int16', ['temperature']),
  ...named('uint8', ['additional-status', 'bank', 'bank-group', 'channel', 'cme-ev-flags', 'descriptor']),
  ...named('uint8', [
    'flags',
    'head-id',
    'health-status',
    'life-used',
    'maint-op-class',
    'maint-op-subclass',
  ]),
  ...named('uint8', ['media-status', 'rank', 'region', 'sub-channel', 'sub-type', 'transaction-type']),
  ...named('uint16', ['column', 'host-id', 'ld-id']),
  ...named('uint32', ['cme-count', 'corrected-persistent-error-count', 'corrected-volatile-error-count']),
  ...named('uint32', ['cvme-count', 'device', 'dirty-shutdown-count', 'nibble-mask', 'row']),
  ...named('uint64', ['dpa', 'len', 'length', 'offset', 'start']),
]);

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
  ...named('uint32', ['handshake-max-seconds']),
  ...named('uint64', ['avail-switchover-bandwidth', 'boundaries-zap', 'max-size', 'min-cluster-size']),
  ...named('uint64', ['throttle-bps', 'throttle-ops']),
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
