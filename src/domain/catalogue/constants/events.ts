import type { ConstantFamily } from '../constant-family.js';

export const EVENT_CONSTANTS: readonly ConstantFamily[] = [
  {
    title: 'Events',
    status: 'here',
    differs:
      'The word in `libvirt` of an event of events(), beside `name`, which is that of QEMU. Every event of QEMU is there, those too that libvirt does not pass on.',
    constants: {
      EVENT_ID_LIFECYCLE: "'lifecycle'",
      EVENT_ID_REBOOT: "'reboot'",
      EVENT_ID_RTC_CHANGE: "'rtc-change'",
      EVENT_ID_WATCHDOG: "'watchdog'",
      EVENT_ID_IO_ERROR: "'io-error'",
      EVENT_ID_IO_ERROR_REASON: "'io-error'",
      EVENT_ID_GRAPHICS: "'graphics'",
      EVENT_ID_BLOCK_JOB: "'block-job'",
      EVENT_ID_BLOCK_JOB_2: "'block-job'",
      EVENT_ID_TRAY_CHANGE: "'tray-change'",
      EVENT_ID_PMWAKEUP: "'pm-wakeup'",
      EVENT_ID_PMSUSPEND: "'pm-suspend'",
      EVENT_ID_PMSUSPEND_DISK: "'pm-suspend-disk'",
      EVENT_ID_BALLOON_CHANGE: "'balloon-change'",
      EVENT_ID_DEVICE_REMOVED: "'device-removed'",
      EVENT_ID_DEVICE_REMOVAL_FAILED: "'device-removal-failed'",
      EVENT_ID_AGENT_LIFECYCLE: "'agent-lifecycle'",
      EVENT_ID_CHANNEL_LIFECYCLE: "'agent-lifecycle'",
      EVENT_ID_MIGRATION_ITERATION: "'migration-iteration'",
      EVENT_ID_JOB_COMPLETED: "'job-completed'",
      EVENT_ID_BLOCK_THRESHOLD: "'block-threshold'",
      EVENT_ID_MEMORY_FAILURE: "'memory-failure'",
      EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE: "'memory-device-size-change'",
      EVENT_ID_CONTROL_ERROR: "the name 'GAP': the connection was lost, and made again",
    },
  },
  {
    title: 'Events of a job on a disk',
    status: 'here',
    differs: "The last word in `detail` of the event 'block-job'.",
    constants: {
      BLOCK_JOB_COMPLETED: 'completed',
      BLOCK_JOB_FAILED: 'failed',
      BLOCK_JOB_CANCELED: 'canceled',
      BLOCK_JOB_READY: 'ready',
    },
  },
  {
    title: 'Events of libvirt alone',
    status: 'refused',
    differs:
      'They report what a client of libvirt has changed, and QEMU has no event for it: compare two readings.',
    constants: {
      EVENT_ID_DEVICE_ADDED: '',
      EVENT_ID_DISK_CHANGE: '',
      EVENT_ID_TUNABLE: '',
      EVENT_ID_METADATA_CHANGE: '',
      EVENT_ID_NIC_MAC_CHANGE: '',
      EVENT_ID_VCPU_REMOVED: '',
    },
  },
];
