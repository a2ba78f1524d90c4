import type { NetCounters, NetInterface } from './net-interface.js';
import type { PerSecond } from './rates.js';

/** The traffic of a network card as its guest counts it. */
export type GuestTraffic = {
  readonly [Each in `${'received' | 'transmitted'}${'Bytes' | 'Packets' | 'Errors' | 'Drops'}`]: number;
};

/**
 * Turns the counters of an interface on the host into the guest's view: a tap transmits what the guest receives; a macvtap is
 * the guest's own interface, and counts as the guest does. `undefined` for a card without an interface on the host.
 */
export function guestTraffic(host: NetInterface | undefined): GuestTraffic | undefined {
  const counters = host?.counters;
  if (counters === undefined) return undefined;
  return host?.isMacvtap ? counters : exchanged(counters);
}

/** The same for the rates of such an interface. */
export function guestTrafficRates(
  host: NetInterface | undefined,
  rates: PerSecond<NetCounters> | null | undefined,
): PerSecond<GuestTraffic> | undefined {
  if (host === undefined || !rates) return undefined;
  return host.isMacvtap ? rates : exchanged(rates);
}

function exchanged<Value>(counters: TrafficOf<Value>): TrafficOf<Value> {
  return {
    receivedBytes: counters.transmittedBytes,
    receivedPackets: counters.transmittedPackets,
    receivedErrors: counters.transmittedErrors,
    receivedDrops: counters.transmittedDrops,
    transmittedBytes: counters.receivedBytes,
    transmittedPackets: counters.receivedPackets,
    transmittedErrors: counters.receivedErrors,
    transmittedDrops: counters.receivedDrops,
  };
}

type TrafficOf<Value> = { readonly [Each in keyof GuestTraffic]: Value };
