import type { Address } from '../protocol/transport/address.js';
import type { QemuProcess } from './qemu-processes.js';

/** A QEMU and the ways to it. */
export interface Target {
  /** `undefined` when it runs on another host, or its process is unknown. */
  readonly process: QemuProcess | undefined;
  /** Whether a user has given its address: then whatever answers there counts, more than the process. */
  readonly isNamed: boolean;
  /** Its QMP monitors; each serves one client at a time. */
  readonly monitors: readonly MonitorSocket[];
  /** The guest agent's socket. */
  readonly agent: MonitorSocket | undefined;
  /** Why there is no monitor; empty when there is one. */
  readonly whyNoMonitor: string;
}

/** A socket of a QEMU, bound to its owner if /proc shows it. */
export interface MonitorSocket {
  readonly address: Address;
  /** The listening socket; `undefined` when /proc does not show it. */
  readonly listening: ListeningLine | undefined;
  /** Until a client connects to it for the first time, QEMU does not begin to run the machine (default: false). */
  readonly waits?: boolean;
  /** What it is instead of a monitor, where that is known of a socket that a user has named: e.g. `gdbstub`. */
  readonly other?: string;
}

/** A listening socket in the tables of /proc/net. */
export interface ListeningLine {
  readonly inode: number;
  /** As in /proc/net/unix; `undefined` on tcp. */
  readonly path: string | undefined;
}
