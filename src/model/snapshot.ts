import type { CgroupSample } from './cgroup-sample.js';
import type { HostSample } from './host-sample.js';
import type { LinuxSample } from './linux-sample.js';
import type { NetInterface } from './net-interface.js';
import type { Problem } from './problem.js';
import type { GuestNic, QemuSample } from './qemu-sample.js';
import type { GuestRates, HostRates } from './rates.js';
import type { QmpCost, SelfSample } from './self-sample.js';
import type { Session } from './session.js';
import type { GuestMemory } from './verdict.js';

/** Every guest of a host at one time. */
export interface Snapshot {
  /** Seconds since the epoch. */
  readonly takenAtSeconds: number;
  readonly host: HostSnapshot;
  readonly guests: readonly GuestSnapshot[];
  /** What a user should know of the whole, e.g. of two guests with one name. */
  readonly warnings: readonly string[];
  /** What measuring costs; `undefined` in a single look. */
  readonly self?: SelfSample | undefined;
}

export interface HostSnapshot {
  /** MemTotal of /proc/meminfo. */
  readonly memoryBytes: number | undefined;
  /** Everything else; `undefined` in a single look. */
  readonly sample?: HostSample | undefined;
  /** Since the snapshot before; `undefined` in the first. */
  readonly rates?: HostRates | undefined;
}

/** One guest: what QEMU, Linux and the guest agent say of it. */
export interface GuestSnapshot {
  /** Unique in the snapshot, however similar its characters; otherwise as the guest's owner wrote it. */
  readonly name: string;
  readonly uuid: string | undefined;
  /** `undefined` for a QEMU on another host. */
  readonly pid: number | undefined;
  /** The monitor that was asked, as an address; `undefined` when there is none. */
  readonly socket: string | undefined;
  /** Why QMP could not be asked; `undefined` when it was. */
  readonly problem: Problem | undefined;
  readonly qemu: QemuSample | undefined;
  readonly linux: LinuxSample | undefined;
  readonly memory: GuestMemory;
  readonly nics: readonly NicSnapshot[];
  /** What the guest agent says; `undefined` when there is none, or it was busy or silent. */
  readonly agent: AgentFacts | undefined;
  /** `undefined` in a single look, as all that follows. */
  readonly session?: Session | undefined;
  /** Since the last sample of the same session; `undefined` in its first. */
  readonly rates?: GuestRates | undefined;
  /** What QEMU said last, where it says nothing now (`qemu` is `undefined`, and `problem` says why). */
  readonly lastGood?: LastGood | undefined;
  readonly cgroup?: CgroupSample | undefined;
  /** What this sample cost the guest's QEMU; `undefined` when it was not asked. */
  readonly cost?: QmpCost | undefined;
}

/** An answer that is not of this sweep. */
export interface LastGood {
  readonly qemu: QemuSample;
  readonly ageSeconds: number;
}

/** A NIC of the guest with its interface on the host, where it has one. */
export interface NicSnapshot {
  readonly nic: GuestNic;
  readonly host: NetInterface | undefined;
  /** The guest's address by the host's neighbour table. */
  readonly neighbourAddress: string | undefined;
}

/** What the guest agent says: validated, and still the guest's word. */
export interface AgentFacts {
  readonly osId: string | undefined;
  readonly addresses: readonly AgentAddress[];
}

export interface AgentAddress {
  readonly mac: string | undefined;
  readonly address: string;
}
