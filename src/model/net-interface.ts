import type { Bandwidth } from './bandwidth.js';

/** The limits that tc(8) shows for one interface; null: none of a kind that is known here. */
export interface TrafficLimits {
  /** Of what the interface sends: an HTB class or a token bucket at its root. */
  readonly sent: Bandwidth | null;
  /** Of what it receives: a police action at its ingress. */
  readonly received: Bandwidth | null;
}

/** A network interface of the host, with the traffic as the host counts it. */
export interface NetInterface {
  readonly name: string;
  /** The bridge that it is a port of, or the interface below a macvtap; `undefined` when there is none. */
  readonly parent: string | undefined;
  /** A macvtap counts as the guest does; a tap counts the other way round, from the host's end. */
  readonly isMacvtap: boolean;
  readonly counters: NetCounters | undefined;
  /** When they were read, by a monotonic clock; `undefined` in a single snapshot. */
  readonly monotonicSeconds?: number | undefined;
  /** Only on request. */
  readonly limits?: TrafficLimits | undefined;
}

/** proc_pid_net(5), net/dev. */
export interface NetCounters {
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly receivedErrors: number;
  readonly receivedDrops: number;
  readonly transmittedBytes: number;
  readonly transmittedPackets: number;
  readonly transmittedErrors: number;
  readonly transmittedDrops: number;
  readonly collisions: number;
  readonly receivedFifo: number;
  readonly receivedFrame: number;
  readonly receivedCompressed: number;
  readonly receivedMulticast: number;
  readonly transmittedFifo: number;
  readonly transmittedCarrier: number;
  readonly transmittedCompressed: number;
}
