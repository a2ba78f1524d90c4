import type { Address } from '../protocol/transport/address.js';
import type { QemuProcess } from './qemu-processes.js';

/** One QEMU to ask, and how. */
export interface Target {
  /** `undefined` when it runs on another host, or nobody can tell which process it is. */
  readonly process: QemuProcess | undefined;
  /** A user has named its address: then the address counts, and what answers there, more than the process. */
  readonly isNamed: boolean;
  /** Its QMP monitors; each serves one client at a time. */
  readonly monitors: readonly Monitor[];
  /** The guest agent's socket. */
  readonly agent: Monitor | undefined;
  /** Why there is no monitor; empty when there is one. */
  readonly whyNoMonitor: string;
}

/** A socket of a QEMU, bound to its owner where /proc shows it. */
export interface Monitor {
  readonly address: Address;
  /** The listening socket's inode, and its path as /proc/net/unix has it. */
  readonly listening: ListeningLine | undefined;
}

export interface ListeningLine {
  readonly inode: number;
  /** As /proc/net/unix has it; `undefined` on tcp. */
  readonly path: string | undefined;
}
