/**
 * `qgauge/domain`: one guest, as libvirt's Domain has it.
 *
 * @packageDocumentation
 */

// One guest.

export { findGuest } from '../discover/find-guest.js';
export { absoluteImagePath } from '../discover/image-path.js';
export type {
  AddressedInterface,
  AddressOptions,
  DomainAddress,
  DomainAddresses,
} from '../domain/addresses.js';
export { AgentAnswerError } from '../domain/agent/agent-answer.js';
export type { Freeze, FreezeOptions } from '../domain/agent/fs-freeze.js';
export type { TrimOptions } from '../domain/agent/fs-trim.js';
export type { GuestExecOptions } from '../domain/agent/guest-exec.js';
export type { SshKeyOptions } from '../domain/agent/set-ssh-keys.js';
export type { PasswordOptions } from '../domain/agent/user-password.js';
export type { InterfaceLimits } from '../domain/cards/set-interface-parameters.js';
export {
  type Aftermath,
  ControlError,
  ControlNotAllowedError,
  ControlRefusedError,
  TurnError,
} from '../domain/control/control-error.js';
export type {
  AuditRecord,
  CallOptions,
  ControlOptions,
  ControlProgress,
  QemuRequest,
} from '../domain/control/control-options.js';
export { Secret } from '../domain/control/secret.js';
export type { SetVcpuOptions } from '../domain/cpus/set-vcpu.js';
export type { DetachOptions } from '../domain/devices/detach.js';
export type { SetLink } from '../domain/devices/set-link.js';
export { UnplugRefusedError } from '../domain/devices/unplug.js';
export type { EjectOptions, MediumOptions } from '../domain/disks/medium.js';
export { BusyDiskError } from '../domain/disks/resize-disk.js';
export { Domain } from '../domain/domain.js';
export {
  ImpossibleError,
  NoAgentError,
  NoSuchDeviceError,
  UnsupportedError,
} from '../domain/domain-error.js';
export type { HostnameOptions } from '../domain/domain-reads.js';
export { type CoreDump, type CoreDumpOptions, DumpFailedError } from '../domain/dumps/core-dump.js';
export type { MemoryRange } from '../domain/dumps/read-memory.js';
export type { BlkioDeviceSettings } from '../domain/groups/blkio-changes.js';
export type { BlkioSettings } from '../domain/groups/set-blkio-parameters.js';
export type { MemoryLimitOptions, MemoryLimits } from '../domain/groups/set-memory-parameters.js';
export type { SchedulerSettings } from '../domain/groups/set-scheduler-parameters.js';
export type { AttachMemoryOptions } from '../domain/memory/attach-memory.js';
export type { SetMemoryOptions } from '../domain/memory/set-memory.js';
export type { DirtyRateOptions } from '../domain/memory/start-dirty-rate.js';
export type { DomainOptions } from '../domain/open-guest.js';
export type { Destroyed, DestroyOptions } from '../domain/power/destroy.js';
export { KEY_CODE_SETS, type KeyCodeSet, type KeyValue } from '../domain/power/key-codes.js';
export type { LaunchSecret } from '../domain/power/launch-secret.js';
export {
  LIFECYCLE_ACTIONS,
  LIFECYCLE_TYPES,
  type LifecycleAction,
  type LifecycleType,
  type QemuActions,
} from '../domain/power/lifecycle-action.js';
export { SLEEP_TARGETS, type SleepTarget } from '../domain/power/pm-suspend.js';
export type { Rebooted } from '../domain/power/reboot.js';
export type { SendKeyOptions } from '../domain/power/send-key.js';
export type { NewTime, SetTime } from '../domain/power/set-time.js';
export type { ShutDown, ShutdownOptions } from '../domain/power/shutdown.js';
export { POWER_MODES, type PowerMode } from '../domain/power/shutdown-by-agent.js';
export {
  GRAPHICS_PROTOCOLS,
  type GraphicsPasswordOptions,
  type GraphicsProtocol,
  type PasswordExpiry,
  VIEWERS_AFTERWARDS,
  type ViewersAfterwards,
} from '../domain/screens/graphics.js';
export type { Screenshot, ScreenshotOptions } from '../domain/screens/screenshot.js';
export type { IothreadSettings, SetIothread } from '../domain/threads/set-iothread.js';
export type { DomainUnit } from '../domain/unit.js';
export { ProgramError } from '../linux/run-program.js';
export type {
  AttachedDevice,
  Attachment,
  Backend,
  DetachedDevice,
  QemuProperties,
} from '../model/attachment.js';
export { DIRTY_RATE_MODES, type DirtyRate, type DirtyRateMode } from '../model/dirty-rate.js';
export { DOMAIN_EVENT_NAMES, type DomainEvent, type DomainEventName } from '../model/domain-event.js';
export type { DomainInfo, DomainState } from '../model/domain-info.js';
export {
  GUEST_INFO_PARTS,
  type GuestInfo,
  type GuestInfoPart,
  type GuestProgramResult,
  type TrimmedFileSystem,
} from '../model/guest-agent.js';
export type { IoLimitChanges } from '../model/io-limit-changes.js';
export { toLibvirtUnits } from '../model/libvirt-units.js';
export type { MemoryBackend, NumaParameters } from '../model/numa-parameters.js';
export { PERF_EVENTS, type PerfCounts, type PerfEvent, type PerfSupport } from '../model/perf-events.js';
export type { PartFailure } from '../model/qemu-sample.js';
export { NbdError } from '../protocol/nbd/read-export.js';
export { AgentError } from '../protocol/qga/agent-error.js';

// The port of a guest's channel, plugged into a machine that runs.

export type { AddedPort } from '../domain/guest-channel/add-port.js';
export { DEFAULT_PORT_ID, type PortWish } from '../domain/guest-channel/plan-port.js';
export { defaultPortPath } from '../domain/guest-channel/port-path.js';
export type { RemovedPort, RemovePortOptions } from '../domain/guest-channel/remove-port.js';
export type { SerialPort } from '../qemu/serial-ports.js';

// What its methods return.

export type * from '../model/block-device.js';
export type * from '../model/block-stats.js';
export type * from '../model/disk-facts.js';
export type * from '../model/domain-job.js';
export type * from '../model/group-parameters.js';
export type * from '../model/guest-cpu-stats.js';
export type * from '../model/guest-snapshot.js';
export type * from '../model/guest-threads.js';
export type * from '../model/memory-stats.js';
export type { SecurityLabel } from '../model/security-label.js';

// Every method, constant and flag of Perl's Sys::Virt::Domain, and what stands for it here.

export type { ConstantEntry, ConstantFamily } from '../domain/catalogue/constant-family.js';
export { CONSTANT_FAMILIES, DOMAIN_CONSTANTS } from '../domain/catalogue/constants.js';
export type { CatalogueStatus, MethodEntry } from '../domain/catalogue/method-entry.js';
export { DOMAIN_METHODS, METHOD_SECTIONS, type MethodSection } from '../domain/catalogue/methods.js';
