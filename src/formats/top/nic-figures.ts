import { type GuestTraffic, guestTrafficRates } from '../../model/guest-traffic.js';
import type { GuestSnapshot, NicSnapshot } from '../../model/snapshot.js';
import { sumOfKnown } from './figures.js';

/**
 * The traffic of all cards of a guest per second, as the guest counts it. A card without an interface on the host is left out;
 * when there is no other, the traffic is unknown.
 */
export function nicTraffic(
  { nics, rates, qemu }: GuestSnapshot,
  counter: keyof GuestTraffic,
): number | undefined {
  if (rates?.nics === undefined || (nics.length === 0 && qemu?.nics === undefined)) return undefined;
  return sumOfKnown(nics.map(({ host }, at) => guestTrafficRates(host, rates.nics?.[at])?.[counter]));
}

/** An address of a card: as the guest agent reports it, else as the host has seen it. */
export function addressOf(guest: GuestSnapshot, { nic, neighbourAddress }: NicSnapshot): string | undefined {
  return addressesOf(guest, nic.mac)[0] ?? neighbourAddress;
}

/** The addresses that the guest agent reports of a card, IPv4 first, since that is what people look for. */
export function addressesOf({ agent }: GuestSnapshot, mac: string | undefined): readonly string[] {
  const own = agent?.addresses.filter((one) => mac !== undefined && one.mac === mac) ?? [];
  const addresses = own.map(({ address }) => address);
  const isLong = (address: string) => address.includes(':');
  return [...addresses.filter((one) => !isLong(one)), ...addresses.filter(isLong)];
}
