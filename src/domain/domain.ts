import type { NamedTarget } from '../discover/list-targets.js';
import type { Attachment } from '../model/attachment.js';
import type { IoLimitChanges } from '../model/io-limit-changes.js';
import { leaveFreeze } from './agent/freeze-guard.js';
import { type FreezeOptions, fsFreeze, fsThaw } from './agent/fs-freeze.js';
import { fsTrim, type TrimOptions } from './agent/fs-trim.js';
import { type GuestExecOptions, guestExec } from './agent/guest-exec.js';
import { guestKill } from './agent/guest-kill.js';
import { type SshKeyOptions, setSshKeys } from './agent/set-ssh-keys.js';
import { type PasswordOptions, setUserPassword } from './agent/user-password.js';
import { type InterfaceLimits, setInterfaceParameters } from './cards/set-interface-parameters.js';
import { openChannel } from './console/open-channel.js';
import { openConsole } from './console/open-console.js';
import { Control, type ControlReach } from './control/control.js';
import type { CallOptions } from './control/control-options.js';
import type { Secret } from './control/secret.js';
import { setGuestVcpuCount, setGuestVcpus } from './cpus/set-guest-vcpus.js';
import { type SetVcpuOptions, setVcpu } from './cpus/set-vcpu.js';
import { setVcpus } from './cpus/set-vcpus.js';
import { attach } from './devices/attach.js';
import { type DetachOptions, detach } from './devices/detach.js';
import { setLink } from './devices/set-link.js';
import { changeMedium, type EjectOptions, eject, type MediumOptions } from './disks/medium.js';
import { readDiskBytes } from './disks/read-disk-bytes.js';
import { resizeDisk } from './disks/resize-disk.js';
import { setIoTune } from './disks/set-io-tune.js';
import { setWriteThreshold } from './disks/write-threshold.js';
import { DomainReads } from './domain-reads.js';
import { type CoreDumpOptions, coreDump } from './dumps/core-dump.js';
import { type MemoryRange, readMemory } from './dumps/read-memory.js';
import { type BlkioSettings, setBlkioParameters } from './groups/set-blkio-parameters.js';
import {
  type MemoryLimitOptions,
  type MemoryLimits,
  setMemoryParameters,
} from './groups/set-memory-parameters.js';
import { setNumaParameters } from './groups/set-numa-parameters.js';
import { type SchedulerSettings, setSchedulerParameters } from './groups/set-scheduler-parameters.js';
import { addPort } from './guest-channel/add-port.js';
import type { PortWish } from './guest-channel/plan-port.js';
import { type RemovePortOptions, removePort } from './guest-channel/remove-port.js';
import { type AttachMemoryOptions, attachMemory } from './memory/attach-memory.js';
import { type SetMemoryOptions, setMemory } from './memory/set-memory.js';
import { setMemoryStatsPeriod } from './memory/set-memory-stats-period.js';
import { type DirtyRateOptions, startDirtyRate } from './memory/start-dirty-rate.js';
import { type DomainOptions, type OpenedGuest, openGuest } from './open-guest.js';
import { type DestroyOptions, destroy } from './power/destroy.js';
import { injectNmi } from './power/inject-nmi.js';
import { type LaunchSecret, setLaunchSecurityState } from './power/launch-secret.js';
import { type LifecycleAction, type LifecycleType, setLifecycleAction } from './power/lifecycle-action.js';
import { pmSuspend, type SleepTarget } from './power/pm-suspend.js';
import { reboot } from './power/reboot.js';
import { reset } from './power/reset.js';
import { resume } from './power/resume.js';
import { type SendKeyOptions, sendKey } from './power/send-key.js';
import { setAutostart } from './power/set-autostart.js';
import { type NewTime, setTime } from './power/set-time.js';
import { type ShutdownOptions, shutdown } from './power/shutdown.js';
import { suspend } from './power/suspend.js';
import { wakeup } from './power/wakeup.js';
import {
  expirePassword,
  type GraphicsPasswordOptions,
  type GraphicsProtocol,
  type PasswordExpiry,
  reloadGraphics,
  setPassword,
} from './screens/graphics.js';
import { type ScreenshotOptions, screenshot } from './screens/screenshot.js';
import { addIothread } from './threads/add-iothread.js';
import { delIothread } from './threads/del-iothread.js';
import { pinEmulator } from './threads/pin-emulator.js';
import { pinIothread } from './threads/pin-iothread.js';
import { pinVcpu } from './threads/pin-vcpu.js';
import { type IothreadSettings, setIothread } from './threads/set-iothread.js';

/**
 * One guest, as libvirt's Domain has it: what its QEMU, Linux and the guest agent report, on demand, and what changes it, where
 * it was opened with `control`.
 *
 * It holds a monitor of QEMU until it is disposed of, which serves nobody else meanwhile. Where the connection is lost, the
 * next method connects again.
 *
 * A method that changes something resolves when the change is seen, not when QEMU has accepted the command. It has a deadline;
 * the methods of one guest take turns. One that fails before its first step rejects as what it found says; later, with a
 * {@link ControlError}, which says what was changed.
 */
export class Domain extends DomainReads {
  readonly #reach: ControlReach;

  /**
   * Finds a guest, and connects to its first free monitor.
   *
   * @param guest its name, UUID or pid, or the address of its monitor
   * @throws {NoSuchGuestError} when there is none
   * @throws {AddressError} when the text is like an address, and not a valid one
   * @throws {MonitorError} when no monitor could be used, unless `mayBeSilent` is set
   */
  static async open(guest: string | NamedTarget, options: DomainOptions = {}): Promise<Domain> {
    return new Domain(await openGuest(guest, options), options);
  }

  private constructor(opened: OpenedGuest, { control = false }: DomainOptions) {
    super(opened);
    const { reach, connection, who, agentOfCalls: withAgent } = opened;
    const { signal } = reach.options;
    const guest = { ...reach, withAgent, signal, uuid: who.uuid, client: () => connection.client() };
    const options = typeof control === 'object' ? control : {};
    this.#reach = { ...reach, control: new Control(guest, control === false ? undefined : options) };
  }

  // The guest, by its agent.

  /** @see {@link fsFreeze} */
  fsFreeze(options?: FreezeOptions) {
    return fsFreeze(this.#reach, options);
  }

  /** @see {@link fsThaw} */
  fsThaw(options?: CallOptions) {
    return fsThaw(this.#reach, options);
  }

  /** @see {@link fsTrim} */
  fsTrim(options?: TrimOptions) {
    return fsTrim(this.#reach, options);
  }

  /** @see {@link setUserPassword} */
  setUserPassword(user: string, password: Secret | string, options?: PasswordOptions) {
    return setUserPassword(this.#reach, user, password, options);
  }

  /** @see {@link setSshKeys} */
  setSshKeys(user: string, keys: readonly string[], options?: SshKeyOptions) {
    return setSshKeys(this.#reach, user, keys, options);
  }

  /** @see {@link guestExec} */
  guestExec(program: string, args?: readonly string[], options?: GuestExecOptions) {
    return guestExec(this.#reach, program, args, options);
  }

  /** @see {@link guestKill} */
  guestKill(pid: number, signal?: string | number, options?: CallOptions) {
    return guestKill(this.#reach, pid, signal, options);
  }

  // Consoles and channels.

  /** @see {@link openConsole} */
  openConsole(label?: string, options?: CallOptions) {
    return openConsole(this.#reach, label, options);
  }

  /** @see {@link openChannel} */
  openChannel(name: string, options?: CallOptions) {
    return openChannel(this.#reach, name, options);
  }

  /** @see {@link addPort} */
  addChannelPort(wish: PortWish, options?: CallOptions) {
    return addPort(this.#reach, wish, options);
  }

  /** @see {@link removePort} */
  removeChannelPort(options?: RemovePortOptions) {
    return removePort(this.#reach, options);
  }

  // Power.

  /** @see {@link suspend} */
  suspend(options?: CallOptions) {
    return suspend(this.#reach, options);
  }

  /** @see {@link resume} */
  resume(options?: CallOptions & { readonly force?: boolean | undefined }) {
    return resume(this.#reach, options);
  }

  /** @see {@link reset} */
  reset(options?: CallOptions) {
    return reset(this.#reach, options);
  }

  /** @see {@link shutdown} */
  shutdown(options?: ShutdownOptions) {
    return shutdown(this.#reach, options);
  }

  /** @see {@link reboot} */
  reboot(options?: ShutdownOptions) {
    return reboot(this.#reach, options);
  }

  /** @see {@link destroy} */
  destroy(options?: DestroyOptions) {
    return destroy(this.#reach, options);
  }

  /** @see {@link pmSuspend} */
  pmSuspend(target: SleepTarget, options?: CallOptions) {
    return pmSuspend(this.#reach, target, options);
  }

  /** @see {@link wakeup} */
  wakeup(options?: CallOptions) {
    return wakeup(this.#reach, options);
  }

  /** @see {@link setLifecycleAction} */
  setLifecycleAction(type: LifecycleType, action: LifecycleAction, options?: CallOptions) {
    return setLifecycleAction(this.#reach, type, action, options);
  }

  /** @see {@link injectNmi} */
  injectNmi(options?: CallOptions) {
    return injectNmi(this.#reach, options);
  }

  /** @see {@link sendKey} */
  sendKey(keys: readonly (string | number)[], options?: SendKeyOptions) {
    return sendKey(this.#reach, keys, options);
  }

  /** @see {@link setTime} */
  setTime(to: NewTime, options?: CallOptions) {
    return setTime(this.#reach, to, options);
  }

  /** @see {@link setAutostart} */
  setAutostart(isEnabled: boolean, options?: CallOptions) {
    return setAutostart(this.#reach, isEnabled, options);
  }

  /** @see {@link setLaunchSecurityState} */
  setLaunchSecurityState(secret: LaunchSecret, options?: CallOptions) {
    return setLaunchSecurityState(this.#reach, secret, options);
  }

  // Devices and disks.

  /** @see {@link attach} */
  attach(attachment: Attachment, options?: CallOptions) {
    return attach(this.#reach, attachment, options);
  }

  /** @see {@link detach} */
  detach(id: string, options?: DetachOptions) {
    return detach(this.#reach, id, options);
  }

  /** @see {@link changeMedium} */
  changeMedium(drive: string, file: string, options?: MediumOptions) {
    return changeMedium(this.#reach, drive, file, options);
  }

  /** @see {@link eject} */
  eject(drive: string, options?: EjectOptions) {
    return eject(this.#reach, drive, options);
  }

  /** @see {@link setLink} */
  setLink(card: string, isUp: boolean, options?: CallOptions) {
    return setLink(this.#reach, card, isUp, options);
  }

  /** @see {@link resizeDisk} */
  resizeDisk(disk: string, bytes: number, options?: CallOptions & { readonly force?: boolean | undefined }) {
    return resizeDisk(this.#reach, disk, bytes, options);
  }

  /** @see {@link setIoTune} */
  setIoTune(
    disk: string,
    changes: IoLimitChanges,
    options?: CallOptions & { readonly force?: boolean | undefined },
  ) {
    return setIoTune(this.#reach, disk, changes, options);
  }

  /** @see {@link setWriteThreshold} */
  setWriteThreshold(disk: string, bytes: number | null, options?: CallOptions) {
    return setWriteThreshold(this.#reach, disk, bytes, options);
  }

  /** @see {@link readDiskBytes} */
  readDisk(disk: string, offset: number, bytes: number, options?: CallOptions) {
    return readDiskBytes(this.#reach, disk, offset, bytes, options);
  }

  // Memory and screens.

  /** @see {@link readMemory} */
  readMemory(range: MemoryRange) {
    return readMemory(this.#reach, range);
  }

  /** @see {@link coreDump} */
  coreDump(file: string, options?: CoreDumpOptions) {
    return coreDump(this.#reach, file, options);
  }

  /** @see {@link screenshot} */
  screenshot(options?: ScreenshotOptions) {
    return screenshot(this.#reach, options);
  }

  /** @see {@link reloadGraphics} */
  reloadGraphics(options?: CallOptions) {
    return reloadGraphics(this.#reach, options);
  }

  /** @see {@link setPassword} */
  setPassword(protocol: GraphicsProtocol, password: Secret, options?: GraphicsPasswordOptions) {
    return setPassword(this.#reach, protocol, password, options);
  }

  /** @see {@link expirePassword} */
  expirePassword(
    protocol: GraphicsProtocol,
    when: PasswordExpiry,
    options?: Pick<GraphicsPasswordOptions, 'display' | keyof CallOptions>,
  ) {
    return expirePassword(this.#reach, protocol, when, options);
  }

  // How much memory it has.

  /** @see {@link setMemory} */
  setMemory(bytes: number, options?: SetMemoryOptions) {
    return setMemory(this.#reach, bytes, options);
  }

  /** @see {@link setMemoryStatsPeriod} */
  setMemoryStatsPeriod(seconds: number, options?: CallOptions) {
    return setMemoryStatsPeriod(this.#reach, seconds, options);
  }

  /** @see {@link attachMemory} */
  attachMemory(bytes: number, options?: AttachMemoryOptions) {
    return attachMemory(this.#reach, bytes, options);
  }

  /** @see {@link startDirtyRate} */
  startDirtyRate(options?: DirtyRateOptions) {
    return startDirtyRate(this.#reach, options);
  }

  // Processors and threads.

  /** With `guest`, how many its system uses. @see {@link setVcpus}, {@link setGuestVcpuCount} */
  setVcpus(
    count: number,
    { guest = false, ...options }: CallOptions & { readonly guest?: boolean | undefined } = {},
  ) {
    return guest ? setGuestVcpuCount(this.#reach, count, options) : setVcpus(this.#reach, count, options);
  }

  /** @see {@link setVcpu} */
  setVcpu(places: readonly number[], isEnabled: boolean, options?: SetVcpuOptions) {
    return setVcpu(this.#reach, places, isEnabled, options);
  }

  /** @see {@link setGuestVcpus} */
  setGuestVcpus(ids: readonly number[], isOnline: boolean, options?: CallOptions) {
    return setGuestVcpus(this.#reach, ids, isOnline, options);
  }

  /** @see {@link pinVcpu} */
  pinVcpu(number: number, cpus: readonly number[], options?: CallOptions) {
    return pinVcpu(this.#reach, number, cpus, options);
  }

  /** @see {@link pinEmulator} */
  pinEmulator(cpus: readonly number[], options?: CallOptions) {
    return pinEmulator(this.#reach, cpus, options);
  }

  /** @see {@link pinIothread} */
  pinIothread(iothread: string, cpus: readonly number[], options?: CallOptions) {
    return pinIothread(this.#reach, iothread, cpus, options);
  }

  /** @see {@link addIothread} */
  addIothread(id: string, options?: CallOptions) {
    return addIothread(this.#reach, id, options);
  }

  /** @see {@link delIothread} */
  delIothread(iothread: string, options?: CallOptions) {
    return delIothread(this.#reach, iothread, options);
  }

  /** @see {@link setIothread} */
  setIothread(iothread: string, settings: IothreadSettings, options?: CallOptions) {
    return setIothread(this.#reach, iothread, settings, options);
  }

  // What the host grants it.

  /** @see {@link setMemoryParameters} */
  setMemoryParameters(limits: MemoryLimits, options?: MemoryLimitOptions) {
    return setMemoryParameters(this.#reach, limits, options);
  }

  /** @see {@link setNumaParameters} */
  setNumaParameters(parameters: { readonly nodes: readonly number[] }, options?: CallOptions) {
    return setNumaParameters(this.#reach, parameters, options);
  }

  /** @see {@link setSchedulerParameters} */
  setSchedulerParameters(settings: SchedulerSettings, options?: CallOptions) {
    return setSchedulerParameters(this.#reach, settings, options);
  }

  /** @see {@link setBlkioParameters} */
  setBlkioParameters(settings: BlkioSettings, options?: CallOptions) {
    return setBlkioParameters(this.#reach, settings, options);
  }

  /** @see {@link setInterfaceParameters} */
  setInterfaceParameters(card: string, limits: InterfaceLimits, options?: CallOptions) {
    return setInterfaceParameters(this.#reach, card, limits, options);
  }

  /** Lets go of the monitor, and of a freeze that is not to outlive the Domain. Methods that ask QEMU reject from then on. */
  override async [Symbol.asyncDispose](): Promise<void> {
    leaveFreeze(this.#reach.control);
    await super[Symbol.asyncDispose]();
  }
}
