import type { Problem } from './problem.js';
import type { PartFailure } from './qemu-sample.js';
import type { RunStatus } from './run-state.js';
import type { NamedState } from './state-and-reason.js';

/** The state of a guest in libvirt's words, beside QEMU's own. */
export interface DomainState extends NamedState, RunStatus {}

/** A guest in short. */
export interface DomainInfo {
  readonly state: DomainState | undefined;
  /** What the machine has. */
  readonly maxMemoryBytes: number | undefined;
  /** What the guest may use now; all of it without a balloon. */
  readonly memoryBytes: number | undefined;
  /** How many vCPUs it has now. */
  readonly vcpus: number | undefined;
  /** The time that QEMU ran on the host's CPUs, in steps of 10 ms. */
  readonly cpuNanoseconds: number | undefined;
  readonly failures: readonly PartFailure[];
}

/** Whether commands are taken now, in the words and numbers of libvirt's virDomainControlInfo. */
export interface ControlInfo {
  readonly state: ControlState;
  readonly stateNumber: number;
  readonly details: ControlDetails;
  readonly detailsNumber: number;
  /** The jobs because of which the state is `job`. */
  readonly jobs: readonly string[];
  /** Why there is no answer; `undefined` when there is one. */
  readonly problem: Problem | undefined;
}

/** VIR_DOMAIN_CONTROL_*, in the order of their numbers. */
export const CONTROL_STATES = ['ok', 'job', 'occupied', 'error'] as const;
/** VIR_DOMAIN_CONTROL_ERROR_REASON_*, likewise. */
export const CONTROL_DETAILS = ['none', 'unknown', 'monitor', 'internal'] as const;
export type ControlState = (typeof CONTROL_STATES)[number];
export type ControlDetails = (typeof CONTROL_DETAILS)[number];

/** Something about a guest that a support team would ask about first. */
export interface DomainMessage {
  readonly kind: 'deprecation' | 'tainting';
  /** A word for programs; where libvirt has the same, its own. */
  readonly id:
    | 'deprecated-machine'
    | 'host-cpu'
    | 'high-privileges'
    | 'unsafe-cache'
    | 'disk-probing'
    | 'shell-scripts'
    | 'custom-dtb';
  /** For people. */
  readonly text: string;
}

/** The messages about a guest, and which of them may be missing. */
export interface DomainMessages {
  readonly messages: readonly DomainMessage[];
  readonly failures: readonly PartFailure[];
}

/** How fast a migration may be; null: as fast as it can. */
export interface MigrationSpeed {
  readonly bytesPerSecond: number | null | undefined;
  /** While the guest runs at the destination already. */
  readonly postcopyBytesPerSecond: number | null | undefined;
}
