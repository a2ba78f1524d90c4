import type { ConstantFamily } from '../constant-family.js';

export const LIFECYCLE_FLAG_CONSTANTS: readonly ConstantFamily[] = [
  {
    title: 'Start',
    status: 'to come',
    differs: 'Options of Domain.start().',
    constants: {
      START_PAUSED: 'paused: -S',
      START_FORCE_BOOT: 'without the saved state',
      START_VALIDATE: 'always',
    },
  },
  {
    title: 'Start by a daemon',
    status: 'refused',
    differs:
      'There is no daemon that could end the guest with its client, or write its files: use BindsTo= of its systemd unit, cache.direct=on of its images, or a copy of its firmware variables.',
    constants: { START_AUTODESTROY: '', START_BYPASS_CACHE: '', START_RESET_NVRAM: '' },
  },
  {
    title: 'Shutdown and reboot',
    status: 'to come',
    differs: 'The option `mode` of shutdown() and reboot().',
    constants: {
      SHUTDOWN_DEFAULT: 'leave it out',
      SHUTDOWN_ACPI_POWER_BTN: "'acpi'",
      SHUTDOWN_GUEST_AGENT: "'agent'",
      REBOOT_DEFAULT: 'leave it out',
      REBOOT_ACPI_POWER_BTN: "'acpi'",
      REBOOT_GUEST_AGENT: "'agent'",
    },
  },
  {
    title: 'Shutdown and reboot of containers and of Xen',
    status: 'refused',
    differs: "A QEMU guest has neither: take 'acpi' or 'agent'.",
    constants: {
      SHUTDOWN_INITCTL: '',
      SHUTDOWN_SIGNAL: '',
      SHUTDOWN_PARAVIRT: '',
      REBOOT_INITCTL: '',
      REBOOT_SIGNAL: '',
      REBOOT_PARAVIRT: '',
    },
  },
  {
    title: 'End of a guest',
    status: 'to come',
    differs: 'Options of destroy() and setLifecycleAction(), in the words of set-action.',
    constants: {
      DESTROY_DEFAULT: 'leave it out',
      DESTROY_GRACEFUL: 'graceful: true',
      LIFECYCLE_POWEROFF: 'shutdown',
      LIFECYCLE_REBOOT: 'reboot',
      LIFECYCLE_CRASH: 'panic',
      LIFECYCLE_ACTION_DESTROY: 'poweroff, shutdown',
      LIFECYCLE_ACTION_RESTART: 'reset, of a reboot alone',
      LIFECYCLE_ACTION_PRESERVE: 'pause',
    },
  },
  {
    title: 'End of a guest that a daemon watches',
    status: 'refused',
    differs:
      'QEMU can only pause, reset or end: use Restart= of its systemd unit, and `panic=pause` with a core dump by hand.',
    constants: {
      LIFECYCLE_ACTION_RESTART_RENAME: '',
      LIFECYCLE_ACTION_COREDUMP_DESTROY: '',
      LIFECYCLE_ACTION_COREDUMP_RESTART: '',
      DESTROY_REMOVE_LOGS: '',
    },
  },
  {
    title: 'Undefine',
    status: 'to come',
    differs: 'Options of undefine(). Snapshots and checkpoints are in the images alone, and stay there.',
    constants: {
      UNDEFINE_MANAGED_SAVE: 'remove the saved state',
      UNDEFINE_NVRAM: 'remove the firmware variables',
      UNDEFINE_KEEP_NVRAM: 'leave it out',
      UNDEFINE_TPM: 'remove the state of the TPM',
      UNDEFINE_KEEP_TPM: 'leave it out',
      UNDEFINE_SNAPSHOTS_METADATA: 'always',
      UNDEFINE_CHECKPOINTS_METADATA: 'always',
    },
  },
];
