import type { CgroupSample } from './cgroup-sample.js';
import type { DeclaredMachine } from './declared-machine.js';
import type { GuestMemory } from './guest-memory.js';
import type { HostSample } from './host-sample.js';
import type { LinuxSample } from './linux-sample.js';
import type { NetInterface } from './net-interface.js';
import type { Problem } from './problem.js';
import type { RecentQemuEvents } from './qemu-event.js';
import type { GuestNic, QemuSample } from './qemu-sample.js';
import type { GuestRates, HostRates } from './rates.js';
import type { QmpCost, SelfSample } from './self-sample.js';
import type { Session } from './session.js';
import type { SessionAccount } from './session-account.js';

/** Every guest of a host at one time. */
export interface Snapshot {
  /** Seconds since the epoch. */
  readonly takenAtSeconds: number;
  readonly host: HostSnapshot;
  readonly guests: readonly GuestSnapshot[];
  /** What a user should know, e.g. that two guests have one name. */
  readonly warnings: readonly string[];
  /** What measuring costs; `undefined` in a single snapshot. */
  readonly self?: SelfSample | undefined;
}

/** The host of the guests. */
export interface HostSnapshot {
  /** MemTotal of /proc/meminfo. */
  readonly memoryBytes: number | undefined;
  /** Everything else; `undefined` in a single snapshot. */
  readonly sample?: HostSample | undefined;
  /** Since the previous snapshot; `undefined` in the first. */
  readonly rates?: HostRates | undefined;
}

/** One guest: what QEMU, Linux and the guest agent report of it. */
export interface GuestSnapshot {
  /** Unique in the snapshot, also after consumers have replaced characters; otherwise as its owner wrote it. */
  readonly name: string;
  /** Nothing was ever seen at the address that a user has given, nor was a name given: `name` is the address. */
  readonly isNeverSeen?: true | undefined;
  readonly uuid: string | undefined;
  /** `undefined` for a QEMU on another host. */
  readonly pid: number | undefined;
  /** The monitor that was asked, as an address; `undefined` when there is none. */
  readonly socket: string | undefined;
  /** Why QEMU did not answer; `undefined` when it did. */
  readonly problem: Problem | undefined;
  readonly qemu: QemuSample | undefined;
  readonly linux: LinuxSample | undefined;
  readonly memory: GuestMemory;
  readonly nics: readonly NicSnapshot[];
  /** What the guest agent reports; `undefined` when there is none, or it was busy or silent. */
  readonly agent: AgentFacts | undefined;
  /**
   * The end of a migration that this is, while the guest itself is at the other end, on this host too: sums leave it out.
   * `undefined` for every other guest.
   */
  readonly migration?: 'incoming' | 'outgoing' | undefined;
  /** The machine by the command line of its QEMU; `undefined` when QEMU answered, or has no process here. */
  readonly declared?: DeclaredMachine | undefined;
  /** `undefined` in a single snapshot, like everything below. */
  readonly session?: Session | undefined;
  /** What the session has counted; only on request. */
  readonly account?: SessionAccount | undefined;
  /** Since the last sample of the same session; `undefined` in its first. */
  readonly rates?: GuestRates | undefined;
  /** The last reply of a QEMU that does not answer now (`qemu` is `undefined`, and `problem` says why). */
  readonly lastGood?: LastGood | undefined;
  readonly cgroup?: CgroupSample | undefined;
  /** What QEMU itself reported since the previous snapshot; `undefined` for nothing, and where its monitor is not held. */
  readonly events?: RecentQemuEvents | undefined;
  /** What this sample cost the guest's QEMU; `undefined` when it was not asked. */
  readonly cost?: QmpCost | undefined;
}

/** A sample of an earlier sweep. */
export interface LastGood {
  readonly qemu: QemuSample;
  readonly ageSeconds: number;
}

/** A network card of the guest, with its interface on the host if it has one. */
export interface NicSnapshot {
  readonly nic: GuestNic;
  readonly host: NetInterface | undefined;
  /** The guest's address in the host's neighbour table. */
  readonly neighbourAddress: string | undefined;
}

/** What the guest agent reports: validated, and still only as true as the guest. */
export interface AgentFacts {
  readonly osId: string | undefined;
  readonly addresses: readonly AgentAddress[];
}

/** An address of an interface in the guest. */
export interface AgentAddress {
  readonly mac: string | undefined;
  readonly address: string;
}
