import type { DomainEvent } from '../model/domain-event.js';
import type { GuestInfoPart } from '../model/guest-agent.js';
import type { Problem } from '../model/problem.js';
import { MonitorError } from '../monitor/monitor-error.js';
import { readAgentPorts } from '../qemu/agent-ports.js';
import { readDisplay } from '../qemu/display.js';
import { type AddressOptions, interfaceAddresses } from './addresses.js';
import { guestDisks } from './agent/disks.js';
import { fsInfo } from './agent/file-systems.js';
import { guestInfo } from './agent/guest-info.js';
import { guestVcpus } from './agent/guest-vcpus.js';
import { hostname } from './agent/hostname.js';
import { load } from './agent/load.js';
import { osInfo } from './agent/os-info.js';
import { sshKeys } from './agent/ssh-keys.js';
import { time } from './agent/time.js';
import { timezone } from './agent/timezone.js';
import { users } from './agent/users.js';
import { blockChain, blockList, blockStats, diskErrors, ioTune } from './block.js';
import { blockInfo } from './block-info.js';
import { REFUSALS } from './catalogue/refusals.js';
import { checkpoint, checkpoints } from './checkpoints.js';
import { controlInfo } from './control-info.js';
import { describe } from './describe.js';
import { dirtyBitmaps, writeThreshold } from './disk-nodes.js';
import { ImpossibleError } from './domain-error.js';
import { watchEvents } from './events.js';
import type { HeldConnection } from './held-connection.js';
import type { DomainIdentity } from './identity.js';
import { info } from './info.js';
import { type LeaseOptions, leaseHostname } from './interface-addresses.js';
import { interfaceParameters } from './interface-parameters.js';
import { interfaceStats, interfaces } from './interfaces.js';
import { iothreadInfo } from './iothreads.js';
import { jobInfo, jobStats } from './job-stats.js';
import { backupInfo, blockJob, blockJobs, dirtyRate, dumpInfo, jobs } from './jobs.js';
import { launchSecurity } from './launch-security.js';
import { linkState } from './link-state.js';
import { maxMemory, memoryStats } from './memory-stats.js';
import { messages } from './messages.js';
import { compressionCache, maxDowntime, maxSpeed } from './migration-settings.js';
import { type NumaOptions, numaParameters } from './numa-parameters.js';
import type { OpenedGuest } from './open-guest.js';
import { isActive, lives } from './own-process.js';
import { type CountPerfOptions, countPerf, perfEvents } from './perf.js';
import type { Reach } from './reach.js';
import { securityLabel, securityLabels } from './security.js';
import { snapshot, snapshots } from './snapshots.js';
import { state } from './state.js';
import { emulatorPin, emulatorThreads } from './threads.js';
import { blkioParameters, cpuStats, memoryParameters, schedulerParameters, schedulerType } from './tuning.js';
import { readUnit } from './unit.js';
import { maxVcpus, vcpuInfo, vcpus } from './vcpus.js';

/**
 * The methods of Domain that read: what QEMU, Linux and the guest agent report, on demand. docs/domain.md has the source of each.
 * Units are bytes and seconds, or what a name says; unknown is `undefined`, with its reason in `failures`.
 */
export abstract class DomainReads implements AsyncDisposable {
  /** The pid of QEMU; `undefined` on another host. */
  readonly id: number | undefined;
  /** As it was started, else as its monitor is named. */
  readonly name: string;
  /** `undefined` when it was started without one. */
  readonly uuidString: string | undefined;
  /** Why QEMU could not be asked when the guest was opened; `undefined` when it could. @see {@link DomainOptions.mayBeSilent} */
  readonly problem: Problem | undefined;
  readonly #connection: HeldConnection;
  readonly #reach: Reach;
  readonly #identity: DomainIdentity;

  protected constructor({ connection, reach, who, problem }: OpenedGuest) {
    this.name = reach.name;
    this.#connection = connection;
    this.#reach = reach;
    this.#identity = who;
    this.id = who.id;
    this.uuidString = who.uuid;
    this.problem = problem;
  }

  // Identity.

  /** The 16 bytes of the UUID; `undefined` when it was started without one. */
  uuid() {
    return this.#identity.uuidBytes;
  }

  /** `hvm`, as libvirt calls every QEMU. */
  osType() {
    return this.#identity.osType;
  }

  /** By the guest agent, or by the lease of a dnsmasq on this host. @see {@link hostname}, {@link leaseHostname} */
  hostname({ source = 'agent', leaseFiles }: HostnameOptions = {}) {
    return source === 'agent' ? hostname(this.#reach) : leaseHostname(this.#reach, { leaseFiles });
  }

  /** @see {@link isActive} */
  isActive() {
    return isActive(this.#reach);
  }

  /** The systemd unit that starts it; null: none. @see {@link readUnit} */
  unit() {
    return readUnit(this.#reach);
  }

  /** Whether a systemd unit with a file starts this QEMU, so that it can be started again. @see {@link readUnit} */
  async isPersistent() {
    const unit = await this.unit();
    return unit !== null && !unit.isTransient;
  }

  /** Whether a systemd unit starts this QEMU with the host. @see {@link readUnit} */
  async autostart() {
    return (await this.unit())?.isEnabled ?? false;
  }

  /** @see {@link describe} */
  describe() {
    return describe(this.#reach);
  }

  /** libvirt's XML, which QEMU does not have. @throws {ImpossibleError} always */
  xmlDescription(): never {
    throw new ImpossibleError(
      'get_xml_description',
      'QEMU has no XML of a guest: describe() has what it knows',
    );
  }

  // State.

  /** @see {@link info} */
  info() {
    return info(this.#reach);
  }

  /** @see {@link state} */
  state() {
    return state(this.#reach);
  }

  /** @see {@link controlInfo} */
  controlInfo() {
    return controlInfo(this.#reach);
  }

  /** @see {@link time} */
  time() {
    return time(this.#reach);
  }

  /** @see {@link messages} */
  messages() {
    return messages(this.#reach);
  }

  /** @see {@link launchSecurity} */
  launchSecurity() {
    return launchSecurity(this.#reach);
  }

  /** @see {@link securityLabel} */
  securityLabel() {
    return securityLabel(this.#reach);
  }

  /** @see {@link securityLabels} */
  securityLabels() {
    return securityLabels(this.#reach);
  }

  /**
   * What happens to the guest from now on, until `signal` fires, QEMU ends or this is disposed of.
   *
   * @see {@link watchEvents}
   * @throws {MonitorError} of a guest that was opened although it is silent
   */
  events(signal: AbortSignal): AsyncGenerator<DomainEvent, void, undefined> {
    const { process, procRoot, qmp, options } = this.#reach;
    if (this.problem) throw new MonitorError(this.problem);
    const connection = this.#connection;
    const isActive = () => !connection.isClosed && (process === undefined || lives(procRoot, process));
    const agentPorts = () => readAgentPorts(qmp, options);
    return watchEvents({ client: () => connection.client(), isActive, agentPorts }, signal);
  }

  // Memory.

  /** @see {@link maxMemory} */
  maxMemory() {
    return maxMemory(this.#reach);
  }

  /** @see {@link memoryStats} */
  memoryStats() {
    return memoryStats(this.#reach);
  }

  /** @see {@link memoryParameters} */
  memoryParameters() {
    return memoryParameters(this.#reach);
  }

  /** @see {@link numaParameters} */
  numaParameters(options?: NumaOptions) {
    return numaParameters(this.#reach, options);
  }

  /** @see {@link dirtyRate} */
  dirtyRate() {
    return dirtyRate(this.#reach);
  }

  // Processors and threads.

  /** @see {@link vcpuInfo} */
  vcpuInfo() {
    return vcpuInfo(this.#reach);
  }

  /** How many vCPUs the machine has now; with `guest`, how many its system uses, which its agent tells. */
  async vcpus({ guest = false }: { readonly guest?: boolean | undefined } = {}) {
    return guest ? (await guestVcpus(this.#reach)).online.length : vcpus(this.#reach);
  }

  /** @see {@link maxVcpus} */
  maxVcpus() {
    return maxVcpus(this.#reach);
  }

  /** @see {@link guestVcpus} */
  guestVcpus() {
    return guestVcpus(this.#reach);
  }

  /** @see {@link emulatorPin} */
  emulatorPin() {
    return emulatorPin(this.#reach);
  }

  /** @see {@link emulatorThreads} */
  emulatorThreads() {
    return emulatorThreads(this.#reach);
  }

  /** @see {@link iothreadInfo} */
  iothreadInfo() {
    return iothreadInfo(this.#reach);
  }

  /** @see {@link schedulerType} */
  schedulerType() {
    return schedulerType();
  }

  /** @see {@link schedulerParameters} */
  schedulerParameters() {
    return schedulerParameters(this.#reach);
  }

  /** @see {@link cpuStats} */
  cpuStats() {
    return cpuStats(this.#reach);
  }

  /** @see {@link perfEvents} */
  perfEvents() {
    return perfEvents(this.#reach.options.signal);
  }

  /** @see {@link countPerf} */
  countPerf(options: Omit<CountPerfOptions, 'signal'> = {}) {
    return countPerf(this.#reach, { ...options, signal: this.#reach.options.signal });
  }

  // Disks: each by its name, the id or QOM path of its device, the name of a node, or the path of its image.

  /** @see {@link blockList} */
  blockList() {
    return blockList(this.#reach);
  }

  /** @see {@link blockStats} */
  blockStats(disk: string) {
    return blockStats(this.#reach, disk);
  }

  /** @see {@link blockInfo} */
  blockInfo(disk: string) {
    return blockInfo(this.#reach, disk);
  }

  /** @see {@link blockChain} */
  blockChain(disk: string) {
    return blockChain(this.#reach, disk);
  }

  /** @see {@link diskErrors} */
  diskErrors() {
    return diskErrors(this.#reach);
  }

  /** @see {@link ioTune} */
  ioTune(disk: string) {
    return ioTune(this.#reach, disk);
  }

  /** @see {@link blkioParameters} */
  blkioParameters() {
    return blkioParameters(this.#reach);
  }

  /** @see {@link writeThreshold} */
  writeThreshold(disk: string) {
    return writeThreshold(this.#reach, disk);
  }

  /** @see {@link dirtyBitmaps} */
  dirtyBitmaps(disk: string) {
    return dirtyBitmaps(this.#reach, disk);
  }

  /** @see {@link snapshots} */
  snapshots(choice?: { readonly kind?: 'internal' | 'external' | undefined }) {
    return snapshots(this.#reach, choice);
  }

  /** @see {@link snapshot} */
  snapshot(tag: string) {
    return snapshot(this.#reach, tag);
  }

  /** @see {@link checkpoints} */
  checkpoints() {
    return checkpoints(this.#reach);
  }

  /** @see {@link checkpoint} */
  checkpoint(name: string) {
    return checkpoint(this.#reach, name);
  }

  // Network cards: each by its name, id, MAC address, the id of its backend, or its interface on the host.

  /** @see {@link interfaces} */
  interfaces() {
    return interfaces(this.#reach);
  }

  /** @see {@link interfaceStats} */
  interfaceStats(card: string) {
    return interfaceStats(this.#reach, card);
  }

  /** @see {@link interfaceParameters} */
  interfaceParameters(card: string) {
    return interfaceParameters(this.#reach, card);
  }

  /** @see {@link interfaceAddresses} */
  interfaceAddresses(options?: AddressOptions) {
    return interfaceAddresses(this.#reach, options);
  }

  /** @see {@link linkState} */
  linkState(card: string) {
    return linkState(this.#reach, card);
  }

  // Jobs and migration.

  /** @see {@link jobInfo} */
  jobInfo() {
    return jobInfo(this.#reach);
  }

  /** @see {@link jobStats} */
  jobStats(choice?: { readonly completed?: boolean | undefined }) {
    return jobStats(this.#reach, choice);
  }

  /** @see {@link jobs} */
  jobs() {
    return jobs(this.#reach);
  }

  /** @see {@link blockJob} */
  blockJob(disk: string) {
    return blockJob(this.#reach, disk);
  }

  /** @see {@link blockJobs} */
  blockJobs() {
    return blockJobs(this.#reach);
  }

  /** @see {@link dumpInfo} */
  dumpInfo() {
    return dumpInfo(this.#reach);
  }

  /** @see {@link backupInfo} */
  backupInfo() {
    return backupInfo(this.#reach);
  }

  /** libvirt's XML of a backup, which QEMU does not have. @throws {ImpossibleError} always */
  backupXmlDescription(): never {
    throw new ImpossibleError(
      'backup_get_xml_description',
      'QEMU has no XML of a backup: backupInfo() has its jobs',
    );
  }

  /** @see {@link maxDowntime} */
  maxDowntime() {
    return maxDowntime(this.#reach);
  }

  /** @see {@link maxSpeed} */
  maxSpeed() {
    return maxSpeed(this.#reach);
  }

  /** @see {@link compressionCache} */
  compressionCache() {
    return compressionCache(this.#reach);
  }

  // The screen.

  /** Where the screen is served, for a viewer to connect to; null: nowhere. @see {@link readDisplay} */
  openGraphics() {
    return readDisplay(this.#reach.qmp, { vnc: true, spice: true }, this.#reach.options);
  }

  /** A descriptor of a display, which Node.js cannot receive. @throws {ImpossibleError} always */
  openGraphicsFd(): never {
    throw new ImpossibleError(
      'open_graphics_fd',
      'Node.js cannot pass a descriptor to QEMU: openGraphics() has the address to connect to',
    );
  }

  // The guest's own view, by its agent.

  /** @see {@link fsInfo} */
  fsInfo() {
    return fsInfo(this.#reach);
  }

  /** @see {@link guestInfo} */
  guestInfo(parts?: readonly GuestInfoPart[]) {
    return guestInfo(this.#reach, parts);
  }

  /** @see {@link guestDisks} */
  guestDisks() {
    return guestDisks(this.#reach);
  }

  /** @see {@link users} */
  users() {
    return users(this.#reach);
  }

  /** @see {@link osInfo} */
  osInfo() {
    return osInfo(this.#reach);
  }

  /** @see {@link timezone} */
  timezone() {
    return timezone(this.#reach);
  }

  /** @see {@link load} */
  load() {
    return load(this.#reach);
  }

  /** @see {@link sshKeys} */
  sshKeys(user: string) {
    return sshKeys(this.#reach, user);
  }

  // What needs libvirt.

  /** @throws {ImpossibleError} always */
  createWithFiles(): never {
    throw refusal('create_with_files');
  }

  /** @throws {ImpossibleError} always */
  currentSnapshot(): never {
    throw refusal('current_snapshot');
  }

  /** @throws {ImpossibleError} always */
  hasCurrentSnapshot(): never {
    throw refusal('has_current_snapshot');
  }

  /** @throws {ImpossibleError} always */
  managedSaveDefineXml(): never {
    throw refusal('managed_save_define_xml');
  }

  /** @throws {ImpossibleError} always */
  managedSaveXmlDescription(): never {
    throw refusal('managed_save_get_xml_description');
  }

  /** @throws {ImpossibleError} always */
  fdAssociate(): never {
    throw refusal('fd_associate');
  }

  /** Lets go of the monitor. Methods that ask QEMU reject from then on. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#connection[Symbol.asyncDispose]();
  }
}

/** Whom to ask for the name of the guest's system. */
export interface HostnameOptions extends LeaseOptions {
  /** (default: `agent`) */
  readonly source?: 'agent' | 'lease' | undefined;
}

function refusal(method: keyof typeof REFUSALS): ImpossibleError {
  return new ImpossibleError(method, REFUSALS[method]);
}
