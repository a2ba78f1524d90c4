import { readKernelFile } from '../linux/files/read-file.js';
import { UnsupportedError } from './domain-error.js';
import { type InterfaceReach, interfaces, pickInterface, sharesNetwork, whyNot } from './interfaces.js';

/** The link of a card, as far as this host knows it. */
export interface LinkState {
  /** The interface of the host that is behind the card. */
  readonly hostInterface: string;
  /** Whether that is up (IFF_UP): while it is down, the card exchanges nothing with the host. */
  readonly isHostUp: boolean;
}

/**
 * Reads whether the interface of a card is up on the host: /sys/class/net/NAME/flags. Whether QEMU has the card's link down, by
 * the command set_link, QEMU does not tell: no property of a card shows it. The guest knows, by the carrier of its interface.
 *
 * @param card as for {@link interfaceStats}
 * @throws {NoSuchDeviceError}
 * @throws {UnsupportedError} when the card has no interface in the network namespace of qgauge
 */
export async function linkState(reach: InterfaceReach, card: string): Promise<LinkState> {
  const found = await interfaces(reach);
  const { name, hostInterface } = pickInterface(reach.name, found, card);
  const isOurs = sharesNetwork(reach);
  const flags =
    hostInterface !== undefined && isOurs
      ? readKernelFile(`${reach.sysRoot}/class/net/${hostInterface}/flags`)
      : undefined;
  if (hostInterface !== undefined && flags)
    return { hostInterface, isHostUp: (Number(flags.trim()) & IFF_UP) !== 0 };
  const why = isOurs ? whyNot(found, name) : 'its interface is in another network namespace';
  throw new UnsupportedError(
    reach.name,
    `the link of ${name} is not known: QEMU does not tell, and ${why}; the guest sees it`,
  );
}

/** include/uapi/linux/if.h. */
const IFF_UP = 0x1;
