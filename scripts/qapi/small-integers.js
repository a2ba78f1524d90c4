/**
 * The integers of replies and events that cannot pass 2^53: their type is `number`, that of every other is `Integer`.
 *
 * Introspection calls each of them "int", so they are listed here, as `Type: member member` of the generated types.
 *
 * Left out is what may pass 2^53: counters of bytes, pages, operations and nanoseconds; addresses and registers; what a client
 * chooses (`fdset-id`, `poll-max-ns`) or a guest (the offset in `RTC_CHANGE`). Left out too is what is also an argument:
 * arguments take either type. When in doubt, leave it out.
 */
export const SMALL_INTEGERS = [
  {
    why: 'qapi/*.json declares 32 bits or fewer, signed or not',
    rows: [
      'GuestCrashloadedInfoS390: core',
      'QueryAudiodevsAlsa: threshold',
      'QueryAudiodevsAlsaIn: frequency channels voices buffer-length period-length',
      'QueryAudiodevsItem: timer-period',
      'QueryAudiodevsJackIn: frequency channels voices buffer-length',
      'QueryAudiodevsNoneIn: frequency channels voices buffer-length',
      'QueryAudiodevsOss: dsp-policy',
      'QueryAudiodevsOssIn: frequency channels voices buffer-length buffer-count',
      'QueryAudiodevsPaIn: frequency channels voices buffer-length latency',
      'QueryAudiodevsPipewireIn: frequency channels voices buffer-length latency',
      'QueryAudiodevsSdlIn: frequency channels voices buffer-length buffer-count',
      'QueryBlockDirtyBitmaps: granularity',
      'QueryCryptodevClient: queue',
      'QueryMemdevItem: host-nodes',
      'QueryNamedBlockNodesImageFormatSpecificQcow2DataBitmaps: granularity',
      'QueryRockerOfDpaFlowsAction: goto-tbl group-id tunnel-lport vlan-id new-vlan-id out-pport',
      'QueryRockerOfDpaFlowsKey: priority tbl-id in-pport tunnel-id vlan-id eth-type ip-proto ip-tos',
      'QueryRockerOfDpaFlowsMask: in-pport tunnel-id vlan-id ip-proto ip-tos',
      'QueryRockerOfDpaGroupsItem: id type vlan-id pport index out-pport group-id set-vlan-id pop-vlan',
      'QueryRockerOfDpaGroupsItem: group-ids ttl-check',
      'QueryRockerPortsItem: speed',
      'QueryRockerReply: ports',
      'QuerySevReply: api-major api-minor build-id policy handle',
      'QuerySevSev: policy handle',
      'QueryStatsSchemasStats: base exponent bucket-size',
      'XQueryVirtioQueueElementAvail: flags idx ring',
      'XQueryVirtioQueueElementDescs: len',
      'XQueryVirtioQueueElementReply: index',
      'XQueryVirtioQueueElementUsed: flags idx',
      'XQueryVirtioQueueStatusReply: queue-index inuse vring-num vring-num-default vring-align',
      'XQueryVirtioQueueStatusReply: last-avail-idx shadow-avail-idx used-idx signalled-used',
      'XQueryVirtioStatusReply: device-id isr queue-sel',
      'XQueryVirtioStatusStatus: unknown-statuses',
      'XQueryVirtioStatusVhostDev: nvqs',
      'XQueryVirtioVhostQueueStatusReply: desc-size avail-size used-size',
      'XenEventListItem: port vcpu target',
    ],
  },
  {
    why: 'a 32-bit field of a device, image header or protocol',
    rows: [
      'QueryAcpiOspmStatusItem: source status',
      'QueryNamedBlockNodesImageFormatSpecificLuksData: master-key-iters',
      'QueryNamedBlockNodesImageFormatSpecificLuksDataSlots: iters stripes',
      'QueryNamedBlockNodesImageFormatSpecificVmdkData: cid parent-cid',
      'QueryPciDevices: bus slot function irq irq_pin',
      'QueryPciDevicesClassInfo: class',
      'QueryPciDevicesId: device vendor subsystem subsystem-vendor',
      'QueryPciDevicesPciBridgeBus: number secondary subordinate',
      'QueryPciDevicesRegions: bar',
      'QueryPciItem: bus',
      'QueryRxFilterItem: vlan-table',
      'QuerySpiceReply: port tls-port',
      'SpiceInitializedClient: connection-id channel-type channel-id',
    ],
  },
  {
    why: 'an id of the kernel: a thread, a file descriptor',
    rows: [
      'AddFdReply: fd',
      'QueryCpusFastItem: thread-id',
      'QueryCpusItem: thread_id',
      'QueryFdsetsFds: fd',
      'QueryIothreadsItem: thread-id',
      'QueryMigrationthreadsItem: thread-id',
      'XQueryVirtioVhostQueueStatusReply: kick call',
    ],
  },
  {
    why: 'the index of a part of the machine: a vCPU, NUMA node, slot, queue, pointer',
    rows: [
      'QueryCpusFastItem: cpu-index',
      'QueryCpusItem: CPU',
      'QueryCpusProps: node-id drawer-id book-id socket-id die-id cluster-id module-id core-id thread-id',
      'QueryDirtyRateVcpuDirtyRate: id',
      'QueryMemoryDevicesDimmData: slot node',
      'QueryMemoryDevicesSgxEpcData: node',
      'QueryMemoryDevicesVirtioMemData: node',
      'QueryMiceItem: index',
      'QuerySgxSections: node',
      'QueryVcpuDirtyLimitItem: cpu-index',
      'XQueryVirtioStatusVhostDev: vq-index',
    ],
  },
  {
    why: 'a count or size that the machine or the format bounds: vCPUs, queues, rounds, bits, the size of a page',
    rows: [
      'MigrationPassEventData: pass',
      'QueryDirtyRateReply: sample-pages',
      'QueryHotpluggableCpusItem: vcpus-count',
      'QueryMachinesItem: cpu-max',
      'QueryMigrateRam: dirty-sync-count page-size',
      'QueryNamedBlockNodesImageFormatSpecificQcow2Data: refcount-bits',
      'QueryNamedBlockNodesItem: backing_file_depth',
      'QuerySevCapabilitiesReply: cbitpos reduced-phys-bits',
      'XQueryVirtioStatusReply: num-vqs',
      'XQueryVirtioStatusVhostDev: n-mem-sections n-tmp-sections',
      'XQueryVirtioVhostQueueStatusReply: num',
    ],
  },
  {
    why: 'a version, or a percentage',
    rows: [
      'QueryGicCapabilitiesItem: version',
      'QueryMigrateReply: cpu-throttle-percentage',
      'QueryVersionQemu: major minor micro',
    ],
  },
  {
    why: 'seconds, milliseconds, or nanoseconds of one second',
    rows: [
      'BlockdevSnapshotDeleteInternalSyncReply: date-sec date-nsec vm-clock-sec vm-clock-nsec',
      'QueryBlockstatsStatsTimedStats: interval_length',
      'QueryDirtyRateReply: start-time calc-time',
      'QueryMigrateReply: total-time downtime setup-time postcopy-blocktime postcopy-vcpu-blocktime',
    ],
  },
  {
    why: 'an I/O throttling limit, which QEMU refuses above 10^15 (THROTTLE_VALUE_MAX)',
    rows: [
      'QueryNamedBlockNodesItem: bps bps_rd bps_wr bps_max bps_rd_max bps_wr_max iops iops_rd iops_wr',
      'QueryNamedBlockNodesItem: iops_max iops_rd_max iops_wr_max bps_max_length bps_rd_max_length',
      'QueryNamedBlockNodesItem: bps_wr_max_length iops_max_length iops_rd_max_length iops_wr_max_length',
    ],
  },
];
